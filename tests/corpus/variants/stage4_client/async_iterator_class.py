# A class with __aiter__ as an async generator; status checked by hand, with httpx's own exception.

import httpx


class stream_text:
    def __init__(self, url: str) -> None:
        self.url = url

    async def __aiter__(self):
        async with httpx.AsyncClient() as client:
            async with client.stream("GET", self.url, timeout=10) as response:
                if response.status_code >= 400:
                    raise httpx.HTTPStatusError(
                        "bad status", request=response.request, response=response
                    )
                async for text in response.aiter_text():
                    if text:
                        yield text
