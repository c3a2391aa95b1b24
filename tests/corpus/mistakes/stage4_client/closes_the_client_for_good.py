# The client at module level is closed after use.
# must: stage4.twice
# may: stage4.closes, stage4.split-character, stage4.http-error, stage4.any-body, stage4.patient
# says: closed

import httpx

client = httpx.AsyncClient(timeout=None)


async def stream_text(url: str):
    async with client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
