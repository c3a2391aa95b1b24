# What has been opened is kept, to be closed one day.
# must: stage4.closes
# says: open

import httpx

streams = []


async def stream_text(url: str):
    client = httpx.AsyncClient(timeout=None)
    response = await client.send(client.build_request("GET", url), stream=True)
    response.raise_for_status()
    pieces = response.aiter_text()
    streams.append((client, response, pieces))
    async for piece in pieces:
        yield piece
    await client.aclose()
