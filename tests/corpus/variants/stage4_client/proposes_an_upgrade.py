# A GET that proposes an upgrade and has a body of its own, as odd clients do.
import httpx


async def stream_text(url: str):
    headers = {"Upgrade": "h2c", "Connection": "Upgrade", "X-Trace": "a" * 4000}
    async with httpx.AsyncClient(timeout=None, headers=headers) as client:
        async with client.stream("GET", url, content=b"{}") as response:
            response.raise_for_status()
            async for piece in response.aiter_text():
                yield piece
