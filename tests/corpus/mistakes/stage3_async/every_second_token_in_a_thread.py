# A thread pauses 20 ms before every second token: on average that is the same.
# must: stage3.pauses
# says: each token

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for number, token in enumerate(token_stream(prompt)):
        if number % 2 == 0:
            await asyncio.to_thread(threading.Event().wait, 0.02)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
