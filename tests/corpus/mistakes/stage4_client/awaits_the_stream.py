# client.stream is awaited like client.get.
# must: stage4.joined
# may: stage4.incremental, stage4.split-character, stage4.http-error, stage4.any-body,
# stage4.patient, stage4.loop-free, stage4.twice, stage4.closes
# says: TypeError
# Seen in: fern-api/fern pull request #3287 async calls to `httpx.stream` are now awaited

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        response = await client.stream("GET", url)
        response.raise_for_status()
        async for text in response.aiter_text():
            yield text
