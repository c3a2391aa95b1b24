# str() turns bytes into text.
# must: stage4.joined
# says: str(), bytes

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                yield str(chunk)
