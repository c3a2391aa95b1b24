# A request that hides a second one, and a cookie.
# kind: F
# got: no sign of life or HTTP or text
# most: 3

import asyncio
from urllib.parse import urlsplit


async def stream_text(url):
    """Ask twice in one breath, and give what comes."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    first = f"GET {parts.path} HTTP/1.1\r\nhost: x\r\ncookie: a=b\r\ncontent-length: 1000000\r\n\r\n"
    writer.write((first + first + "x" * 1000).encode())
    async for line in reader:
        yield line.decode("latin-1")
