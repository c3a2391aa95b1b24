"""A client that connects to another place."""

import httpx


async def stream_text(url):
    """Fail."""
    async with httpx.AsyncClient() as client, client.stream("GET", "nowhere") as response:
        async for piece in response.aiter_text():
            yield piece
