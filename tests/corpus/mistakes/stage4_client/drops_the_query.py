# What comes after the question mark is for the server's log.
# must: stage4.joined
# says: url

import httpx


async def stream_text(url: str):
    address, _, _ = url.partition("?")
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", address) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
