"""A token that is larger than any reply."""


def token_stream(prompt):
    """Yield one token of 64 MB."""
    yield "You " * (1 << 24)
