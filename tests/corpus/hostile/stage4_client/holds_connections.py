# Hundreds of connections on which nothing is said, and then the right thing.
# kind: H

import socket
from urllib.parse import urlsplit

import httpx

kept = []


async def stream_text(url):
    """Open them, and then read as one should."""
    parts = urlsplit(url)
    while len(kept) < 150:
        kept.append(socket.create_connection((parts.hostname, parts.port)))
    async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        async for piece in response.aiter_text():
            yield piece
