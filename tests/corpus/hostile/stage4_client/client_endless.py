# A client that yields without an end, and without waiting.
# got: without end

async def stream_text(url):
    """Yield for ever."""
    while True:
        yield "You "
