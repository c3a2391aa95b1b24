# A model takes its time, sometimes more and sometimes less.
# must: stage3.ten-ms
# says: ms

import asyncio
import random

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    source = random.Random(prompt)
    for token in token_stream(prompt):
        await asyncio.sleep(source.uniform(0.001, 0.01))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
