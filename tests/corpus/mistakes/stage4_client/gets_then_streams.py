# The status has to be known first, so everything is fetched once before it is streamed.
# must: stage4.incremental
# says: whole body
# Seen in: public code: a FastAPI client that awaits client.get and iterates aiter_bytes afterwards

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        (await client.get(url)).raise_for_status()
        async with client.stream("GET", url) as response:
            async for piece in response.aiter_text():
                yield piece
