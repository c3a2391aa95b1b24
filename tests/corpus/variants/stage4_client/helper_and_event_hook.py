# The response comes from a context manager of its own, and a hook raises for the status.

from contextlib import asynccontextmanager

import httpx


async def raise_on_error(response: httpx.Response) -> None:
    response.raise_for_status()


@asynccontextmanager
async def opened(url: str):
    hooks = {"response": [raise_on_error]}
    async with httpx.AsyncClient(timeout=None, event_hooks=hooks) as client:
        async with client.stream("GET", url, follow_redirects=True) as response:
            yield response


async def stream_text(url: str):
    async with opened(url) as response:
        async for text in response.aiter_text():
            print(repr(text))
            yield text
