# time.sleep in threads of AnyIO, with a limiter of its own.

import time

import anyio
import anyio.to_thread
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    limiter = anyio.CapacityLimiter(1)
    for token in token_stream(prompt):
        await anyio.to_thread.run_sync(time.sleep, 0.01, limiter=limiter)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
