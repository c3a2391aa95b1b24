# Two requests at once save a round trip.
# must: stage4.joined
# may: stage4.http-error
# says: stuck

import asyncio
from urllib.parse import urlsplit


async def stream_text(url: str):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    request = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
    writer.write(request.encode() * 2)
    while data := await reader.read(1000):
        yield data.decode()
    writer.close()
