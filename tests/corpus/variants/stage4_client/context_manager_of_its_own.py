# A context manager opens the checked response, and the generator only reads it.
# Seen in: encode/httpx issue #830 How about provide non-contextmanager api for stream?

from contextlib import asynccontextmanager

import httpx


@asynccontextmanager
async def opened(url: str):
    async with httpx.AsyncClient(timeout=None, headers={"Accept": "text/*"}) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            yield response


async def stream_text(url: str):
    async with opened(url) as response:
        async for text in response.aiter_text():
            yield text
