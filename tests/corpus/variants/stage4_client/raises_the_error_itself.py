# The body of an error is read and becomes the message of an HTTPStatusError made by hand.
# Seen in: coze-dev/coze-py pull request #90 fix: Resolve httpx.ResponseNotRead error in stream
# mode

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=httpx.Timeout(None, connect=5.0)) as client:
        async with client.stream("GET", url) as response:
            if response.status_code >= 400:
                await response.aread()
                raise httpx.HTTPStatusError(
                    f"{response.status_code}: {response.text[:200]}",
                    request=response.request,
                    response=response,
                )
            async for text in response.aiter_text():
                yield text
