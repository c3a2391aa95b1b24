# A server that fails will do better the next time.
# must: stage4.http-error
# may: stage4.closes, stage4.twice
# says: error

import httpx


async def stream_text(url: str):
    while True:
        try:
            async with httpx.AsyncClient(timeout=None) as client:
                async with client.stream("GET", url) as response:
                    response.raise_for_status()
                    async for piece in response.aiter_text():
                        yield piece
            return
        except httpx.HTTPStatusError:
            continue
