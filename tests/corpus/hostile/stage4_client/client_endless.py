"""A client that yields without an end, and without waiting."""


async def stream_text(url):
    """Yield for ever."""
    while True:
        yield "You "
