# A stream is always sent in chunks.
# must: stage4.any-body
# says: body

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            if response.headers.get("transfer-encoding") == "chunked":
                async for piece in response.aiter_text():
                    yield piece
