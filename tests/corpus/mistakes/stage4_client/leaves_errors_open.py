# The response of a failed request is left open, and its client too.
# must: stage4.closes
# may: stage4.http-error
# Seen in: kubernetes-sigs/agent-sandbox pull request #1643 feat(sdks): support streaming file
# downloads

import httpx

open_clients = []


async def stream_text(url: str):
    client = httpx.AsyncClient(timeout=None)
    open_clients.append(client)
    response = await client.send(client.build_request("GET", url), stream=True)
    open_clients.append(response)
    response.raise_for_status()
    try:
        async for text in response.aiter_text():
            yield text
    finally:
        await response.aclose()
        await client.aclose()
