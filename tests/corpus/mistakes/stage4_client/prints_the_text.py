# A client shows the text.
# must: stage4.defined
# says: coroutine, yield

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                print(piece, end="", flush=True)
