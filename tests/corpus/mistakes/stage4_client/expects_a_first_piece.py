# Every body has a first piece.
# must: stage4.any-body
# says: StopAsyncIteration

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            pieces = response.aiter_text()
            first = await pieces.__anext__()
            yield first
            async for piece in pieces:
                yield piece
