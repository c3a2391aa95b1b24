# What raises needs no closing.
# must: stage4.closes
# says: error, open

import httpx


async def stream_text(url: str):
    client = httpx.AsyncClient(timeout=None)
    response = await client.send(client.build_request("GET", url), stream=True)
    response.raise_for_status()
    try:
        async for piece in response.aiter_text():
            yield piece
    finally:
        await response.aclose()
        await client.aclose()
