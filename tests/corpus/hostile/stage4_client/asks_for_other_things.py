# A hundred requests for what is not there, and no look at what is.
# kind: H
# got: text or GET or no request or POST
# most: 3

import httpx


async def stream_text(url):
    """Ask."""
    async with httpx.AsyncClient(timeout=None) as client:
        for number in range(100):
            await client.request("POST", f"{url}/{number}/" + "x" * 2_000, content=b"x" * 2_000)
    yield "nothing"
