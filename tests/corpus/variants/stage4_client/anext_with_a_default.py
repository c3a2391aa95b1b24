# A while loop asks for the next text with a default, and leaves empty pieces out.
# Seen in: kpn/kstreams pull request #161 coroutine anext introduced for python versions lower than
# 3.10

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        texts = response.aiter_text()
        while (text := await anext(texts, None)) is not None:
            if text:
                yield text
