# The body of a GET keeps the connection alive.
# must: stage4.joined
# may: stage4.http-error
# says: stage4_client.py

import httpx


async def for_ever():
    while True:
        yield b"still here " * 1000


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url, content=for_ever()) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
