# A token that is larger than any reply.
# got: You You You, token 1

def token_stream(prompt):
    """Yield one token of 64 MB."""
    yield "You " * (1 << 24)
