# A background task ends when nobody wants its results.
# must: stage4.closes
# says: open

import asyncio

import httpx


async def read(url, queue):
    try:
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for piece in response.aiter_text():
                    await queue.put(piece)
    except httpx.HTTPError as error:
        await queue.put(error)
    await queue.put(None)


tasks = []


async def stream_text(url: str):
    queue = asyncio.Queue()
    tasks.append(asyncio.create_task(read(url, queue)))
    while (piece := await queue.get()) is not None:
        if isinstance(piece, Exception):
            raise piece
        yield piece
