# Tokens that are equal to anything.
# got: AlwaysEqual, token 1
# most: 3

class AlwaysEqual:
    """It agrees."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __str__(self):
        return "You "


def token_stream(prompt):
    """Yield eight of them."""
    yield from (AlwaysEqual() for _ in range(8))
