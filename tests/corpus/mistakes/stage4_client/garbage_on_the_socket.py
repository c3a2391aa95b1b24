# Any greeting will do.
# must: stage4.joined
# may: stage4.http-error
# says: no HTTP request

import asyncio
from urllib.parse import urlsplit


async def stream_text(url: str):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(b"\x16\x03\x01 hello, please send me the text\r\n\r\n")
    yield (await reader.read()).decode()
    writer.close()
