# response.text is there at once, also while streaming.
# must: stage4.joined
# says: ResponseNotRead

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            yield response.text
