# The model in the thread can only answer one at a time.
# must: stage3.ten-streams
# says: lock

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

lock = asyncio.Lock()


async def token_stream_async(prompt: str):
    async with lock:
        for token in token_stream(prompt):
            await asyncio.to_thread(threading.Event().wait, 0.01)
            yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
