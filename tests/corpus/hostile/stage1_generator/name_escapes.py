# A class whose name steers a terminal.
# got: a value of type, \x1b[2J, \u202e, \u200b

Steering = type("\x1b[2J\u202e\u200b", (), {})


def token_stream(prompt):
    """Return one of them."""
    return Steering()
