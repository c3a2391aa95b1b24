# A client that yields one piece of 256 MB.
# got: more characters

async def stream_text(url):
    """Yield it without asking anybody."""
    yield "You " * (64 << 20)
