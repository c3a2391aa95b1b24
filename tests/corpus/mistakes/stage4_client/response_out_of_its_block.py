# A helper returns the response from inside the with block that closes it.
# must: stage4.joined
# may: stage4.incremental, stage4.split-character, stage4.http-error, stage4.any-body,
# stage4.patient, stage4.loop-free, stage4.twice, stage4.closes
# says: StreamClosed
# Seen in: encode/httpx issue #830 How about provide non-contextmanager api for stream?

import httpx


async def get(url: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            return response


async def stream_text(url: str):
    response = await get(url)
    async for text in response.aiter_text():
        yield text
