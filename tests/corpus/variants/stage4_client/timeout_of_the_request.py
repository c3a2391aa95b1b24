# The time limit belongs to the one request: no limit on reading, the usual ones for the rest.
# Seen in: mistralai/client-python pull request #597 fix: lower default streaming read timeout to
# 20s

import httpx


async def stream_text(url: str):
    no_limit_on_reading = httpx.Timeout(5.0, read=None)
    async with httpx.AsyncClient(follow_redirects=True) as client:
        async with client.stream("GET", url, timeout=no_limit_on_reading) as response:
            response.raise_for_status()
            async for text in response.aiter_text():
                yield text
