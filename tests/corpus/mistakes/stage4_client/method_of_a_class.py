# The file defines a client class, and the function is its method.
# must: stage4.defined
# says: stream_text

import httpx


class StreamingClient:
    async def stream_text(self, url: str):
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for piece in response.aiter_text():
                    yield piece
