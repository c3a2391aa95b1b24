# In an async function httpx becomes asynchronous.
# must: stage4.loop-free
# may: stage4.patient
# says: synchronous

import httpx


async def stream_text(url: str):
    with httpx.stream("GET", url, timeout=None) as response:
        response.raise_for_status()
        for text in response.iter_text():
            yield text
