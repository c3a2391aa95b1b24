# A plain get first shows whether the address works, and only then is it streamed.
# must: stage4.incremental
# may: stage4.joined, stage4.closes, stage4.patient, stage4.loop-free, stage4.split-character,
# stage4.http-error, stage4.any-body, stage4.twice
# Seen in: public code: a FastAPI client that awaits client.get and iterates aiter_bytes afterwards

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        (await client.get(url)).raise_for_status()
        async with client.stream("GET", url) as response:
            async for text in response.aiter_text():
                yield text
