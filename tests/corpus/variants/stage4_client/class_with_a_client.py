# A class holds the settings; its async method is the generator, and each call has a client of its
# own.
# Seen in: public code: Anthropic and Coze clients that are classes with an async stream method

from dataclasses import dataclass, field

import httpx


@dataclass
class TextClient:
    timeout: httpx.Timeout = field(default_factory=lambda: httpx.Timeout(5.0, read=None))

    async def stream(self, url: str):
        async with httpx.AsyncClient(timeout=self.timeout, trust_env=False) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for text in response.aiter_text():
                    yield text


stream_text = TextClient().stream
