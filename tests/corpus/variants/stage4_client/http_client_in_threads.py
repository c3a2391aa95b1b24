# http.client of the standard library, in an executor of its own.
import asyncio
import codecs
import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx


async def stream_text(url: str):
    loop = asyncio.get_running_loop()
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    decoder = codecs.getincrementaldecoder("utf-8")()
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    with ThreadPoolExecutor(1) as pool:
        try:
            await loop.run_in_executor(pool, connection.request, "GET", target)
            response = await loop.run_in_executor(pool, connection.getresponse)
            if response.status >= 400:
                answer = httpx.Response(response.status, request=httpx.Request("GET", url))
                answer.raise_for_status()
            while data := await loop.run_in_executor(pool, response.read1):
                yield decoder.decode(data)
            yield decoder.decode(b"", True)
        finally:
            connection.close()
