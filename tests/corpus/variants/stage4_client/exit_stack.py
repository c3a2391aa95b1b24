# An AsyncExitStack holds the client and the response; each piece has a time limit.

import asyncio
from contextlib import AsyncExitStack

import httpx


async def stream_text(url: str):
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=httpx.Timeout(None)))
        response = await stack.enter_async_context(client.stream("GET", url))
        response.raise_for_status()
        pieces = response.aiter_text().__aiter__()
        while True:
            try:
                piece = await asyncio.wait_for(pieces.__anext__(), timeout=60)
            except StopAsyncIteration:
                return
            yield piece
