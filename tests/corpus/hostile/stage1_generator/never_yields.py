"""A generator that never yields."""


def token_stream(prompt):
    """Look for the first word for ever."""
    while True:
        prompt += ""
    yield prompt
