# OPTIONS asks what there is.
# must: stage4.joined
# may: stage4.http-error
# says: OPTIONS

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("OPTIONS", url) as response:
            async for piece in response.aiter_text():
                yield piece
