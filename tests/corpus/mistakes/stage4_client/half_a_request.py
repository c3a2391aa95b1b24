# The blank line after the headers is only for looks.
# must: stage4.joined
# may: stage4.http-error
# says: stuck

import asyncio
from urllib.parse import urlsplit


async def stream_text(url: str):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n".encode())
    yield (await reader.read(1000)).decode()
    writer.close()
