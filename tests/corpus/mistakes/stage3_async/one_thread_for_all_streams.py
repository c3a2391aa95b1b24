# One worker thread can make the pauses of all streams.
# must: stage3.ten-streams
# says: each other

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

pool = ThreadPoolExecutor(1)


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.wrap_future(pool.submit(threading.Event().wait, 0.01))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
