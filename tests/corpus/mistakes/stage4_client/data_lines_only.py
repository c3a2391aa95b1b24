# A stream is a stream of events, so only what stands behind data: is text.
# must: stage4.joined
# may: stage4.incremental, stage4.split-character, stage4.any-body, stage4.patient,
# stage4.loop-free, stage4.twice, stage4.closes
# Seen in: LMCache/LMCache pull request #2970 feat(bench): add inter-token latency (ITL) metric

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                if line.startswith("data: "):
                    yield line.removeprefix("data: ")
