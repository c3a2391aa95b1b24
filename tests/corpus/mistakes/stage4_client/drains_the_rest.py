# A response has to be read to its end before it can be closed.
# must: stage4.closes
# may: stage4.twice
# says: open

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            pieces = response.aiter_text()
            try:
                async for piece in pieces:
                    yield piece
            finally:
                async for piece in pieces:
                    pass
