# Who wants something generated posts.
# must: stage4.joined
# says: GET

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("POST", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
