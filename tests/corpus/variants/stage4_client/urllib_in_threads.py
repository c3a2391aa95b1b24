# urllib of the standard library, in worker threads, with httpx's exception made by hand.
import asyncio
import codecs
import urllib.error
import urllib.request

import httpx


async def stream_text(url: str):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        response = await asyncio.to_thread(urllib.request.urlopen, url)
    except urllib.error.HTTPError as error:
        error.close()
        request = httpx.Request("GET", url)
        answer = httpx.Response(error.code, request=request)
        raise httpx.HTTPStatusError(str(error), request=request, response=answer) from None
    with response:
        while data := await asyncio.to_thread(response.read1, 65536):
            if text := decoder.decode(data):
                yield text
        if text := decoder.decode(b"", True):
            yield text
