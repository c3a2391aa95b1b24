# Every chunk of UTF-8 can be decoded by itself.
# must: stage4.split-character
# says: split

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                yield chunk.decode()
