# Each time the text is there as far as it has come.
# must: stage4.joined
# says: again

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            text = ""
            async for piece in response.aiter_text():
                text += piece
                yield text
