# HEAD tells the status that GET will have.
# must: stage4.joined
# says: HEAD

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        (await client.head(url)).raise_for_status()
        async with client.stream("GET", url) as response:
            async for piece in response.aiter_text():
                yield piece
