# A client is expensive, so there is one for the whole program.
# must: stage4.twice
# says: event loop

import httpx

client = httpx.AsyncClient(timeout=None)


async def stream_text(url: str):
    async with client.stream("GET", url) as response:
        response.raise_for_status()
        async for piece in response.aiter_text():
            yield piece
