# A task reads the stream into a queue and is never cancelled, so it reads on when the caller has
# left.
# must: stage4.closes
# Seen in: hamza-56 in edly-io/sparkth pull request #327 (the background task keeps running)

import asyncio

import httpx

tasks = set()


async def read(url: str, queue: asyncio.Queue) -> None:
    try:
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for text in response.aiter_text():
                    await queue.put(text)
        await queue.put(None)
    except Exception as error:
        await queue.put(error)


async def stream_text(url: str):
    queue: asyncio.Queue = asyncio.Queue()
    task = asyncio.create_task(read(url, queue))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    while (item := await queue.get()) is not None:
        if isinstance(item, Exception):
            raise item
        yield item
