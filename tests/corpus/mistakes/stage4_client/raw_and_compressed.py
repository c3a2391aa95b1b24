# aiter_raw is the same as aiter_bytes.
# must: stage4.any-body
# says: compressed

import codecs

import httpx


async def stream_text(url: str):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_raw():
                yield decoder.decode(chunk)
