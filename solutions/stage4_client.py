"""Stage 4, one possible answer. The contract is in the starter file of the same name."""

import asyncio
from collections.abc import AsyncIterator

import httpx


async def stream_text(url: str) -> AsyncIterator[str]:
    """Yield the text at url piece by piece, as it arrives."""
    # Connecting may take 5 s, but between two pieces the stream may be silent for any time.
    patient = httpx.Timeout(5.0, read=None)
    async with httpx.AsyncClient(timeout=patient) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        # Not response.text: that waits for the whole body.
        async for piece in response.aiter_text():
            yield piece


async def main() -> None:
    """Print stage 3's stream while it arrives."""
    async for piece in stream_text("http://127.0.0.1:8000/generate-async?prompt=hi"):
        print(piece, end="", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
