# Requests for all that could be there on the grader's server, beside the one it was given.
# kind: H

from urllib.parse import urlsplit

import httpx

GUESSES = ("/", "/0", "/1", "/generate?prompt=hi", "/..", "/%2e%2e/0", "//", "/admin")


async def stream_text(url):
    """Ask for them, leave them, and read what one should."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    async with httpx.AsyncClient(timeout=None) as client:
        for guess in GUESSES:
            answer = await client.get(f"{origin}{guess}", headers={"cookie": "a=b"})
            assert answer.status_code == 404
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
