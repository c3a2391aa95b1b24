# HEAD first, to look at the type; a server that does not do HEAD is asked with GET all the same.
import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=60) as client:
        probe = await client.head(url)
        if probe.is_success:
            print(probe.headers.get("content-type"))
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
