# asyncio.open_connection, and HTTP/1.1 with chunks or a length read by hand.
import asyncio
import codecs
from urllib.parse import urlsplit

import httpx


async def body_of(reader: asyncio.StreamReader, headers: dict[str, str]):
    if headers.get("transfer-encoding") == "chunked":
        while size := int((await reader.readline()).split(b";")[0], 16):
            while size:
                data = await reader.read(size)
                size -= len(data)
                yield data
            await reader.readline()
        await reader.readline()
    else:
        left = int(headers.get("content-length", 1 << 60))
        while left and (data := await reader.read(min(left, 4096))):
            left -= len(data)
            yield data


async def stream_text(url: str):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        await writer.drain()
        status = int((await reader.readline()).split()[1])
        headers = {}
        while line := (await reader.readline()).decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if status >= 400:
            request = httpx.Request("GET", url)
            raise httpx.HTTPStatusError(
                f"status {status}", request=request, response=httpx.Response(status)
            )
        decoder = codecs.getincrementaldecoder("utf-8")()
        async for data in body_of(reader, headers):
            if text := decoder.decode(data):
                yield text
    finally:
        writer.close()
