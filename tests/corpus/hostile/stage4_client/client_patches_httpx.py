# A client that raises what it has itself called the right exception.
# got: LookupError: no such text, status 4

import httpx

httpx.HTTPStatusError = LookupError
Client = httpx.AsyncClient


async def stream_text(url):
    """Fetch the text; raise the wrong exception for an error."""
    async with Client() as client, client.stream("GET", url) as response:
        if response.status_code >= 400:
            raise LookupError("no such text")
        async for piece in response.aiter_text():
            yield piece
