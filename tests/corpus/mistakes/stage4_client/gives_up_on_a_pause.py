# A piece that takes half a second is lost.
# must: stage4.patient
# says: timeout

import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            pieces = response.aiter_text()
            while True:
                try:
                    yield await asyncio.wait_for(pieces.__anext__(), 0.5)
                except StopAsyncIteration:
                    return
