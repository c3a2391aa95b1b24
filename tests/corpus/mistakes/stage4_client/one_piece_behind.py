# To know which piece is the last one must read one ahead.
# must: stage4.incremental
# says: piece

import httpx


async def stream_text(url: str):
    last = ""
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                if last:
                    yield last
                last = piece
    if last:
        yield last
