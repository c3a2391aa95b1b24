# A right client that sends the server a lot of noise beside its requests.

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

import httpx

NOISE = [
    b"\x00\x1b[2J\xff" * 10_000 + b"\r\n\r\n",
    b"GET /noise HTTP/1.1\r\nhost: x\r\n" + b"x-noise: You said\r\n" * 100_000,
    b"GET /\xff\x80 HTTP/9.9\r\nhost: \x1b[2J\r\n\r\n",
    b"POST /noise HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n" + b"x" * (1 << 20),
]


async def make_noise(url):
    """Send all of it, each on a connection of its own that stays open."""
    place = urlsplit(url)
    for noise in NOISE:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(place.hostname, place.port)
            writer.write(noise)


async def stream_text(url):
    """Yield the text at url piece by piece, as it arrives."""
    await make_noise(url)
    patient = httpx.Timeout(5.0, read=None)
    async with httpx.AsyncClient(timeout=patient) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        async for piece in response.aiter_text():
            yield piece
