# asyncio.run is how a coroutine is called.
# must: stage3.answers
# says: RuntimeError, stage3_async.py:12

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        asyncio.run(asyncio.sleep(0.01))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
