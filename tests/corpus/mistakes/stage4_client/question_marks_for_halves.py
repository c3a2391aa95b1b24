# Each chunk is decoded alone, with a replacement for what does not decode.
# must: stage4.split-character
# says: character
# Seen in: sourcegraph/sourcegraph-public-snapshot pull request #50718 Cody: Do not try to decode
# in the middle of multibyte characters

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                yield chunk.decode("utf-8", errors="replace")
