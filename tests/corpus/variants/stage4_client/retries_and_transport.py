# A transport of its own, a class that is a context manager, and prints while it reads.

import httpx


class Reader:
    """Reads one URL."""

    def __init__(self, url: str) -> None:
        transport = httpx.AsyncHTTPTransport(retries=1)
        self.client = httpx.AsyncClient(transport=transport, timeout=httpx.Timeout(5, read=None))
        self.url = url

    async def __aenter__(self) -> httpx.Response:
        request = self.client.build_request("GET", self.url, headers={"Accept": "text/plain"})
        self.response = await self.client.send(request, stream=True)
        return self.response

    async def __aexit__(self, *_: object) -> None:
        await self.response.aclose()
        await self.client.aclose()


async def stream_text(url: str):
    print("reading", url)
    async with Reader(url) as response:
        response.raise_for_status()
        async for text in response.aiter_text():
            print(text, end="", flush=True)
            yield text
