# A producer task with a queue, which is cancelled when the reader leaves.

import asyncio

import httpx


async def stream_text(url: str):
    queue = asyncio.Queue()

    async def produce():
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for text in response.aiter_text():
                    await queue.put(text)

    producer = asyncio.create_task(produce())
    producer.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (text := await queue.get()) is not None:
            yield text
        await producer
    finally:
        producer.cancel()
        await asyncio.gather(producer, return_exceptions=True)
