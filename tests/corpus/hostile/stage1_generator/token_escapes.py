# Tokens that steer a terminal, or cannot be seen.
# got: \x1b]0;, token 1

TOKENS = ["\x1b]0;title\x07\x1b[2J\r\x9b1m\x00 ", "\u202e\u2066\u200b\ufeff\ud800 ", "::error::x "]


def token_stream(prompt):
    """Yield them."""
    yield from TOKENS
