# Tokens without an end.
# got: You, token 2

def token_stream(prompt):
    """Yield for ever."""
    while True:
        yield "You "
