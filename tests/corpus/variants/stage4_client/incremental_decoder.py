# aiter_bytes and an incremental decoder.

import codecs

import httpx


async def stream_text(url: str):
    decoder = codecs.getincrementaldecoder("utf-8")()
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                if text := decoder.decode(chunk):
                    yield text
            if rest := decoder.decode(b"", final=True):
                yield rest
