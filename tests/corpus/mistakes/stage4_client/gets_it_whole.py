# client.get returns as soon as the first bytes are there.
# must: stage4.incremental
# says: whole body

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=30) as client:
        response = await client.get(url)
        response.raise_for_status()
        yield response.text
