# chunk_size is an upper limit.
# must: stage4.incremental
# says: chunk_size

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text(chunk_size=1024):
                yield piece
