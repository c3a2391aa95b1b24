# The pause and the making of the token, in a worker thread, run side by side.
# Seen in: nicolay-r/bulk-chain issue #110 `batch_stream_async` mode does not support
# `async_generator`

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    tokens = iter(words(prompt))
    while True:
        token, _ = await asyncio.gather(
            asyncio.to_thread(next, tokens, None), asyncio.sleep(0.01)
        )
        if token is None:
            return
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
