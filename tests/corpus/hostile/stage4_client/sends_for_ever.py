# A request whose body never ends.
# kind: H
# got: ConnectionResetError or BrokenPipeError or no sign of life
# most: 1

import asyncio
from urllib.parse import urlsplit


async def stream_text(url):
    """Send."""
    parts = urlsplit(url)
    _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET {parts.path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n".encode())
    while True:
        writer.write(b"10000\r\n" + bytes(1 << 16) + b"\r\n")
        await writer.drain()
    yield ""
