# A stream that says nothing for two seconds is at its end.
# must: stage4.patient
# says: wait_for, silent

import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            pieces = response.aiter_text()
            while True:
                try:
                    yield await asyncio.wait_for(pieces.__anext__(), 2)
                except (StopAsyncIteration, asyncio.TimeoutError):
                    return
