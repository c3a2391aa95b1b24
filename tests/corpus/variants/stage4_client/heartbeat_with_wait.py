# asyncio.wait looks in every second whether the next piece has come, and never cancels it.
import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=httpx.Timeout(5, read=None)) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            pieces = response.aiter_text()
            while True:
                following = asyncio.ensure_future(anext(pieces, None))
                try:
                    while not (await asyncio.wait({following}, timeout=1))[0]:
                        print("still waiting")
                finally:
                    if not following.done():
                        following.cancel()
                        await asyncio.wait({following})
                if following.result() is None:
                    return
                yield following.result()
