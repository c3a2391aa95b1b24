# The path needs a slash at its end.
# must: stage4.joined
# says: url

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url.replace("?", "/?")) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
