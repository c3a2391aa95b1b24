# A client waits as long as it takes.
# must: stage4.patient
# says: ReadTimeout, 5 seconds
# Seen in: livekit/agents issue #807 OpenAI timeouts are too low / aren't handled well

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
