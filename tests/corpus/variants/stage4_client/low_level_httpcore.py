# httpcore, on which httpx stands, with its own pool; httpx only for the exception.
import codecs

import httpcore
import httpx


async def stream_text(url: str):
    decoder = codecs.getincrementaldecoder("utf-8")()
    async with httpcore.AsyncConnectionPool() as pool:
        async with pool.stream("GET", url) as response:
            if response.status >= 400:
                request = httpx.Request("GET", url)
                answer = httpx.Response(response.status, request=request)
                answer.raise_for_status()
            async for data in response.aiter_stream():
                yield decoder.decode(data)
