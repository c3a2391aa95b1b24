# aiter_bytes is the fastest way to get the text.
# must: stage4.joined
# says: bytes

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_bytes():
                yield piece
