# It polls a clock again and again, and lets others run between two looks.

import asyncio
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        due = time.monotonic() + 0.01
        while time.monotonic() < due:
            await asyncio.sleep(0)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
