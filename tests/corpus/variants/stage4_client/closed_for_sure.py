# aclosing around an async generator of raw chunks, which reads an error's body before it raises.

from codecs import getincrementaldecoder
from contextlib import aclosing

import httpx

PLAIN = {"Accept-Encoding": "identity"}


async def chunks(url: str):
    async with httpx.AsyncClient(timeout=None, headers=PLAIN) as client:
        async with client.stream("GET", url) as response:
            if response.is_error:
                await response.aread()
                response.raise_for_status()
            async for chunk in response.aiter_raw():
                yield chunk


async def stream_text(url: str):
    decoder = getincrementaldecoder("utf-8")("strict")
    async with aclosing(chunks(url)) as source:
        async for chunk in source:
            text = decoder.decode(chunk)
            if text:
                yield text
