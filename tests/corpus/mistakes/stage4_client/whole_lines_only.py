# Text is handed on when a line is complete, and the rest at the end.
# must: stage4.incremental
# may: stage4.split-character, stage4.patient, stage4.loop-free, stage4.closes, stage4.twice
# says: line
# Seen in: encode/httpx issue #413 Feature Request: support iterating stream lines (StreamWrapper)

import httpx


async def stream_text(url: str):
    pending = ""
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for text in response.aiter_text():
                *lines, pending = (pending + text).splitlines(keepends=True) or [""]
                for line in lines:
                    yield line
    if pending:
        yield pending
