# Sleeps until a deadline on time.monotonic, so that pauses do not drift.

import asyncio
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    start = time.monotonic()
    for n, token in enumerate(token_stream(prompt), start=1):
        await asyncio.sleep(start + n * 0.01 - time.monotonic())
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
