# HTTP/1.0 by hand: the body ends with the connection.
import asyncio
import codecs
from urllib.parse import urlsplit

import httpx


async def stream_text(url: str):
    parts = urlsplit(url)
    target = url[len(f"{parts.scheme}://{parts.netloc}") :] or "/"
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(f"GET {target} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(None, 2)[1])
        if status >= 400:
            httpx.Response(status, request=httpx.Request("GET", url)).raise_for_status()
        decode = codecs.getincrementaldecoder("utf-8")().decode
        while data := await reader.read(1024):
            yield decode(data)
    finally:
        writer.close()
        await writer.wait_closed()
