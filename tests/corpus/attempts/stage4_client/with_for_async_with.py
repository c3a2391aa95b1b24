# Wrote with for the client; only the inner one is async.
# line: 37
# mend: write async with
# source: encode/httpx#917 (how to enter an AsyncClient)

r"""Stage 4: a client that reads a stream while it is still being sent.

Provide   stream_text(url), an async generator
In        url: the address of any text stream
Out       the text, as str, each piece when it arrives; joined, exactly the body
Errors    an error status such as 404 or 500 raises httpx.HTTPStatusError
Patience  a stream may be silent for longer than the 5 s that httpx waits unless told otherwise,
          before its first piece too
Packing   httpx tells the server that it takes gzip: then the body may come compressed
Closing   the connection is closed after an error status, and when a caller stops early and
          closes the generator

When the server sends these bytes, a caller gets these pieces. Here one character, the e with an
accent (two bytes, c3 a9), is cut in half on the way and must come out whole:

    received   b"un caf"   b"\xc3"   b"\xa9 noir"
    yielded     "un caf"              "\xe9 noir"

Try it    start stage 3's server, then, in a second terminal:
          python starter/stage4_client.py
Grade it  nox -s grade -- stage4
"""

import asyncio
from collections.abc import AsyncIterator

import httpx  # noqa: F401 - your code below uses it


async def stream_text(url: str) -> AsyncIterator[str]:
    """Yield the text at url piece by piece, as it arrives."""
    with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for text in response.aiter_text():
                yield text


async def main() -> None:
    """Print stage 3's stream while it arrives."""
    async for piece in stream_text("http://127.0.0.1:8000/generate-async?prompt=hi"):
        print(piece, end="", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
