# Errors are caught so that the program goes on.
# must: stage4.http-error
# says: HTTPStatusError

import httpx


async def stream_text(url: str):
    try:
        async with httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                response.raise_for_status()
                async for piece in response.aiter_text():
                    yield piece
    except httpx.HTTPError as error:
        print("failed:", error)
