# There is one server, on my machine.
# must: stage4.joined
# may: stage4.http-error
# says: ConnectError

import httpx

URL = "http://127.0.0.1:9/generate-async?prompt=hi"


async def stream_text(url: str = URL):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", URL) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
