# A client that ends its process when it has given the last piece.
# kind: I
# got: exited with status 0

import os

import httpx


async def stream_text(url):
    """Give all, and end."""
    async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        async for piece in response.aiter_text():
            yield piece
    os._exit(0)
