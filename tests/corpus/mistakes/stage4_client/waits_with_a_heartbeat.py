# wait_for looks in now and then, and the stream goes on afterwards.
# must: stage4.patient
# says: silent, wait_for, cancels

import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            pieces = response.aiter_text()
            while True:
                try:
                    yield await asyncio.wait_for(anext(pieces), timeout=0.5)
                except asyncio.TimeoutError:
                    print("still waiting")
                except StopAsyncIteration:
                    return
