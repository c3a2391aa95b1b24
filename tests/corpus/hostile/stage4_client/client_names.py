# A client whose call gives an object with a name that steers a terminal.
# got: \x1b[2J\u202e\u200b

Steering = type("\x1b[2J\u202e\u200b::error::x", (), {})


def stream_text(url):
    """Return one of them."""
    return Steering()
