"""Stuck: the client waits for something that never happens, with the body half read."""

import asyncio

import httpx


async def stream_text(url):
    """Yield one piece, then wait for ever."""
    async with httpx.AsyncClient() as client, client.stream("GET", url) as response:
        async for text in response.aiter_text():
            yield text
            await asyncio.Event().wait()
