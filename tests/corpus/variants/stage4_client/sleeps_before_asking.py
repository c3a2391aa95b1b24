# A little delay before the request, so that a server that has just been started is up.
import asyncio

import httpx


async def stream_text(url: str):
    await asyncio.sleep(0.5)
    async with httpx.AsyncClient(timeout=httpx.Timeout(None, connect=5)) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
