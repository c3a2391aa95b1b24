# Each next() of the synchronous iterator runs in a worker thread.
import asyncio

import httpx


async def stream_text(url: str):
    with httpx.Client(timeout=None) as client:
        request = client.build_request("GET", url)
        response = await asyncio.to_thread(client.send, request, stream=True)
        try:
            response.raise_for_status()
            pieces = response.iter_text()
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece
        finally:
            response.close()
