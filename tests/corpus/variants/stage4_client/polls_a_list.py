# A task reads into a list, and the generator looks every 10 ms whether there is news.

import asyncio

import httpx


async def stream_text(url: str):
    news: list[str] = []

    async def read() -> None:
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for text in response.aiter_text():
                    news.append(text)

    task = asyncio.create_task(read())
    try:
        while news or not task.done():
            if news:
                yield news.pop(0)
            else:
                await asyncio.sleep(0.01)
        await task
    finally:
        task.cancel()
