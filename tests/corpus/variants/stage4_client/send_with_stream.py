# client.send(stream=True), closed in finally.

import httpx


async def stream_text(url):
    client = httpx.AsyncClient(timeout=httpx.Timeout(5, read=60))
    try:
        response = await client.send(client.build_request("GET", url), stream=True)
        try:
            response.raise_for_status()
            async for text in response.aiter_text():
                yield text
        finally:
            await response.aclose()
    finally:
        await client.aclose()
