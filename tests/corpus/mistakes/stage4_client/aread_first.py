# A streamed response has to be read before its text can be had.
# must: stage4.incremental
# says: whole body

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            await response.aread()
            response.raise_for_status()
            yield response.text
