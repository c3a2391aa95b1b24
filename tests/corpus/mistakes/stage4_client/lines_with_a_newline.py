# aiter_lines takes the newlines away, so one is put behind each line again.
# must: stage4.joined
# may: stage4.incremental, stage4.split-character, stage4.any-body, stage4.patient,
# stage4.loop-free, stage4.twice, stage4.closes
# Seen in: TienMinhHoa/AgentConstructionQuote test_endpoint.py

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                yield line + "\n"
