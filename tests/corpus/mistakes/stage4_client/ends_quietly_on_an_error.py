# Without a good status there is nothing to yield.
# must: stage4.http-error
# says: raise_for_status

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            if response.status_code != 200:
                print("error", response.status_code)
                return
            async for piece in response.aiter_text():
                yield piece
