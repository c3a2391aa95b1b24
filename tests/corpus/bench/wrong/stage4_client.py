"""Wrong: a blocking client, no look at the status, and each chunk decoded by itself."""

import httpx


async def stream_text(url):
    """Yield each chunk as text."""
    with httpx.Client() as client, client.stream("GET", url) as response:
        for chunk in response.iter_bytes():
            yield chunk.decode()
