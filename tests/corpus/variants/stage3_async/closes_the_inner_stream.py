# An outer async generator encodes the tokens of an inner one, which aclosing closes in any case.
# Seen in: python/cpython pull request #141885 Add async generators best practices section

import asyncio
from contextlib import aclosing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


async def as_bytes(stream):
    async with aclosing(stream):
        async for token in stream:
            yield token.encode("utf-8")


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(as_bytes(token_stream_async(prompt)), media_type="text/plain")
