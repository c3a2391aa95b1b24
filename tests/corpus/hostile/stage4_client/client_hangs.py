# A client that waits for what never comes.
# got: no sign of life

import asyncio


async def stream_text(url):
    """Wait."""
    await asyncio.Event().wait()
    yield url
