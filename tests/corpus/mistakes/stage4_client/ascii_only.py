# Text is ASCII.
# must: stage4.split-character, stage4.any-body
# says: beyond ASCII

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece.encode("ascii", errors="ignore").decode()
