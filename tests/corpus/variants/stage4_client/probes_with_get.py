# A first GET looks at the status only, and a second one reads the text.
import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as probe:
            probe.raise_for_status()
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
