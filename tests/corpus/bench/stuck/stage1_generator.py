"""Stuck: a loop that never comes to its second token."""


def token_stream(prompt):
    """Yield one token, then work for ever."""
    yield "You "
    while True:
        pass
