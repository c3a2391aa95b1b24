# A client that connects to another place.
# got: UnsupportedProtocol, stage4_client.py:6, client.stream

import httpx


async def stream_text(url):
    """Fail."""
    async with httpx.AsyncClient() as client, client.stream("GET", "nowhere") as response:
        async for piece in response.aiter_text():
            yield piece
