# iter_text and a plain for work on the response of an AsyncClient.
# must: stage4.joined
# may: stage4.incremental, stage4.split-character, stage4.any-body, stage4.patient,
# stage4.loop-free, stage4.twice, stage4.closes
# says: RuntimeError
# Seen in: encode/httpx pull request #1916 Expand docs note for async custom handler responses

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            for text in response.iter_text():
                yield text
