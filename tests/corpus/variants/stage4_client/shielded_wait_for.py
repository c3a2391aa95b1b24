# wait_for around a shield: a warning after two silent seconds, and then on with the same piece.
import asyncio

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        pieces = aiter(response.aiter_text())
        pending = None
        try:
            while True:
                pending = pending or asyncio.create_task(anext(pieces, None))
                try:
                    piece = await asyncio.wait_for(asyncio.shield(pending), 2)
                except asyncio.TimeoutError:
                    continue
                pending = None
                if piece is None:
                    return
                yield piece
        finally:
            if pending:
                pending.cancel()
                await asyncio.gather(pending, return_exceptions=True)
