# aiter_raw and an incremental decoder that replaces what is left over; empty pieces too.

import codecs

import httpx


async def stream_text(url: str):
    decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url, headers={"accept-encoding": "identity"}) as response:
            response.raise_for_status()
            async for chunk in response.aiter_raw():
                yield decode(chunk)
            yield decode(b"", True)
