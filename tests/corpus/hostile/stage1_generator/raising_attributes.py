# Tokens from an object that does not want to be looked at.
# got: LookupError: leave my, alone

class Shy:
    """Whatever is asked for, it is too much."""

    def __getattribute__(self, name):
        raise LookupError(f"leave my {name} alone")


def token_stream(prompt):
    """Return one of them."""
    return Shy()
