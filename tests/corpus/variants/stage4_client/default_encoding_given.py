# The client is told that text without a charset is UTF-8, and bytes are decoded by the response's
# encoding.
# Seen in: vllm-project/vllm pull request #38732 Fix bench_serve UTF-8 decode crash on split
# multi-byte chars

import codecs

import httpx


async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None, default_encoding="utf-8") as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            decoder = codecs.getincrementaldecoder(response.encoding or "utf-8")("replace")
            async for chunk in response.aiter_bytes():
                yield decoder.decode(chunk)
            yield decoder.decode(b"", final=True)
