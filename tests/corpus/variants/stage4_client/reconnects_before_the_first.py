# Connects with a few tries, with a pause between them; what has begun is never begun again.
import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=httpx.Timeout(10.0, read=None)) as client:
        for attempt in range(3):
            try:
                response = await client.send(client.build_request("GET", url), stream=True)
                break
            except httpx.ConnectError:
                if attempt == 2:
                    raise
                await asyncio.sleep(0.5)
        try:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
        finally:
            await response.aclose()
