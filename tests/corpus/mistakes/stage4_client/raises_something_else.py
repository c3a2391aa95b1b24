# Any exception will do.
# must: stage4.http-error
# says: HTTPStatusError

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            if response.is_error:
                raise RuntimeError(f"server said {response.status_code}")
            async for piece in response.aiter_text():
                yield piece
