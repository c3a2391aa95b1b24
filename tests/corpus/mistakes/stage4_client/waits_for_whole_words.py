# A reader wants whole words, so they are put together first.
# must: stage4.incremental
# says: held back

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            waiting = ""
            async for piece in response.aiter_text():
                waiting += piece
                while " " in waiting:
                    word, _, waiting = waiting.partition(" ")
                    yield word + " "
            if waiting:
                yield waiting
