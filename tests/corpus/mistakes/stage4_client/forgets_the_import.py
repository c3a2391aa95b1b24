# httpx is built in.
# must: stage4.joined
# may: stage4.http-error
# says: NameError, stage4_client.py:2

async def stream_text(url: str):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
