"""A client that stands still."""

import time


async def stream_text(url):
    """Wait, and let nobody else do anything."""
    time.sleep(10**6)
    yield url
