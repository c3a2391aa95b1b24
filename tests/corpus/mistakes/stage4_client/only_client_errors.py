# An error is the client's fault.
# must: stage4.http-error
# says: raise_for_status

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            if response.is_client_error:
                response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
