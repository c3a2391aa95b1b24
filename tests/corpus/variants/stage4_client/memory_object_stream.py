# A task of AnyIO reads, and a memory object stream brings the text over.

import asyncio

import anyio
import httpx


async def read_into(sending, url: str) -> None:
    async with sending, httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for text in response.aiter_text():
                await sending.send(text)


async def stream_text(url: str):
    sending, receiving = anyio.create_memory_object_stream(10)
    reader = asyncio.create_task(read_into(sending, url))
    try:
        async with receiving:
            async for text in receiving:
                yield text
        await reader
    finally:
        reader.cancel()
        await asyncio.wait({reader})
