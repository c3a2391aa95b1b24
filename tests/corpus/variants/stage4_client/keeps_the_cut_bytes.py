# Bytes that do not decode yet wait for the next chunk, without a decoder object.
# Seen in: zeroclaw-labs/zeroclaw pull request #3723 fix(openai-codex): handle UTF-8 split across
# stream chunks

import httpx


async def stream_text(url: str):
    timeout = httpx.Timeout(10.0, read=None)
    rest = b""
    async with httpx.AsyncClient(timeout=timeout) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                data = rest + chunk
                try:
                    text, rest = data.decode("utf-8"), b""
                except UnicodeDecodeError as error:
                    text, rest = data[: error.start].decode("utf-8"), data[error.start :]
                if text:
                    yield text
    if rest:
        yield rest.decode("utf-8", "replace")
