# aiter_raw gives the text's bytes, though the client told the server that it takes gzip.
# must: stage4.any-body
# may: stage4.joined
# Seen in: notatallshaw/nab pull request #591 decode gzip bodies labelled Content-Encoding: x-gzip

import codecs

import httpx


async def stream_text(url: str):
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_raw():
                yield decode(chunk)
            yield decode(b"", True)
