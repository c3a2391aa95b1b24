# raise_for_status is switched on.
# must: stage4.http-error
# says: raise_for_status, (), call
# Seen in: theelous3/asks pull request #162 Move raise_for_status to BaseResponse

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status
            async for piece in response.aiter_text():
                yield piece
