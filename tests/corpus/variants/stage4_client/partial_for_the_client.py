# A partial fixes how clients are made: no keep-alive, no time limit on reading.
# Seen in: encode/httpx issue #2306 and httpx documentation on build_request and send

from functools import partial

import httpx

new_client = partial(
    httpx.AsyncClient,
    timeout=httpx.Timeout(5.0, read=None),
    limits=httpx.Limits(max_keepalive_connections=0),
    headers={"connection": "close"},
)


async def stream_text(url: str):
    async with new_client() as client:
        request = client.build_request("GET", url)
        response = await client.send(request, stream=True)
        try:
            response.raise_for_status()
            async for text in response.aiter_text():
                yield text
        finally:
            await response.aclose()
