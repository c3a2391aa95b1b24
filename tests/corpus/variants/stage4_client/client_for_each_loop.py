# A client for each event loop, kept for later; an error's body is read before it is raised.
import asyncio
from weakref import WeakKeyDictionary

import httpx

CLIENTS: WeakKeyDictionary = WeakKeyDictionary()


async def stream_text(url: str):
    loop = asyncio.get_running_loop()
    if loop not in CLIENTS:
        CLIENTS[loop] = httpx.AsyncClient(timeout=httpx.Timeout(5, read=120))
    async with CLIENTS[loop].stream("GET", url) as response:
        if response.is_error:
            await response.aread()
            print(response.text)
        response.raise_for_status()
        async for piece in response.aiter_text():
            yield piece
