# A plain generator streams as well.
# must: stage4.defined
# says: generator, async def

import httpx


def stream_text(url: str):
    with httpx.stream("GET", url) as response:
        response.raise_for_status()
        yield from response.iter_text()
