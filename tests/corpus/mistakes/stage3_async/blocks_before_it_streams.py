# In the endpoint itself a short time.sleep does no harm.
# must: stage3.never-blocks
# says: time.sleep, blocked

import asyncio
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    time.sleep(0.005)  # warm up
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
