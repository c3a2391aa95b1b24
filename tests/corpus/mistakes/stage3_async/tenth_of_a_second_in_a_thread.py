# 0.1 is ten milliseconds, also in a thread.
# must: stage3.one-per-step
# says: The pauses are some, 10 ms

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.to_thread(threading.Event().wait, 0.1)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
