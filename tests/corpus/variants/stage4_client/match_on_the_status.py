# A match statement looks at the kind of status and calls raise_for_status for errors alone.
# Seen in: mistralai/client-python issue #77 Problem getting the response status text in all
# exceptions

import httpx


async def stream_text(url: str):
    client = httpx.AsyncClient(timeout=httpx.Timeout(5, read=None, write=10, pool=10))
    try:
        async with client.stream(method="GET", url=httpx.URL(url)) as response:
            match response.status_code // 100:
                case 4 | 5:
                    response.raise_for_status()
                case _:
                    async for text in response.aiter_text():
                        yield text
    finally:
        await client.aclose()
