"""A client that waits for what never comes."""

import asyncio


async def stream_text(url):
    """Wait."""
    await asyncio.Event().wait()
    yield url
