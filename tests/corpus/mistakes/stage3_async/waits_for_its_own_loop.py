# A coroutine handed to the loop can be waited for with result(), in the loop's own thread too.
# must: stage3.answers
# may: stage3.never-blocks
# Seen in: python/cpython issue #121075 run_coroutine_threadsafe document can not be reproduced

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    for token in words(prompt):
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop).result()
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
