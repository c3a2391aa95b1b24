# A server that says nothing for half a second is dead.
# must: stage4.patient
# says: timeout

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=0.5) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
