# Its own exception, a kind of HTTPStatusError; the client comes from a factory; 30 s of patience.
import httpx


class StreamFailed(httpx.HTTPStatusError):
    pass


def make_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=30, follow_redirects=True, trust_env=False)


async def stream_text(url: str):
    async with make_client() as client, client.stream("GET", httpx.URL(url)) as response:
        try:
            response.raise_for_status()
        except httpx.HTTPStatusError as error:
            raise StreamFailed(str(error), request=error.request, response=response) from error
        async for piece in response.aiter_text(chunk_size=None):
            yield piece
