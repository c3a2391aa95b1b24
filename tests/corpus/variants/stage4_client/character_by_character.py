# Raw bytes without compression, through an incremental decoder, yielded one by one.
import codecs

import httpx


async def stream_text(url: str):
    decoder = codecs.lookup("utf-8").incrementaldecoder("replace")
    headers = {"Accept-Encoding": "identity", "Accept": "text/*"}
    async with httpx.AsyncClient(headers=headers, timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for data in response.aiter_raw():
                for character in decoder.decode(data):
                    yield character
