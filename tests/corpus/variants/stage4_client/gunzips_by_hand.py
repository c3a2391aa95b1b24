# Raw bytes, with the compression that httpx asks for undone by zlib.
import codecs
import zlib

import httpx


async def stream_text(url: str):
    decode = codecs.getincrementaldecoder("utf-8")().decode
    async with httpx.AsyncClient(timeout=None, headers={"Accept-Encoding": "gzip"}) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            packed = response.headers.get("content-encoding") == "gzip"
            unpack = zlib.decompressobj(31).decompress if packed else bytes
            async for data in response.aiter_raw():
                if text := decode(unpack(data)):
                    yield text
