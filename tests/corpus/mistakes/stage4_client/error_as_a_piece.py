# An error becomes a piece of the text, so that the page shows it.
# must: stage4.http-error
# Seen in: page "Streaming APIs with FastAPI and Next.js, Part 2" (roastdev.com), where errors are
# yielded as text

import httpx


async def stream_text(url: str):
    try:
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for text in response.aiter_text():
                    yield text
    except httpx.HTTPError as error:
        yield f"Error: {error}"
