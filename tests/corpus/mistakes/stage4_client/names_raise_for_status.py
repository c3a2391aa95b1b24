# raise_for_status is switched on.
# must: stage4.http-error
# says: (), call

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status
            async for piece in response.aiter_text():
                yield piece
