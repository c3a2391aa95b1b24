# A piece that is only white space says nothing.
# must: stage4.split-character
# says: white space

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                if piece.strip():
                    yield piece
