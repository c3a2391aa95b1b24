# A server error is tried again twice, after a pause; then HTTPStatusError comes out.
import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        for pause in (0.5, 1.0, None):
            async with client.stream("GET", url) as response:
                if response.is_server_error and pause is not None:
                    await asyncio.sleep(pause)
                    continue
                response.raise_for_status()
                async for piece in response.aiter_text():
                    yield piece
                return
