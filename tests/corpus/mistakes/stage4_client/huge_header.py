# The server should know everything about the reader.
# must: stage4.joined
# may: stage4.http-error
# says: headers

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None, headers={"X-All": "a" * 5_000_000}) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
