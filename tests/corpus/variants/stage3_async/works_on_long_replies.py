# What the model's work took, by the time of day, is taken off the pause; a short reply needs none.

import asyncio
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
WORK = timedelta(milliseconds=2)


def work() -> timedelta:
    begun = datetime.now()
    while datetime.now() - begun < WORK:
        pass
    return datetime.now() - begun


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        worked = work() if " " in prompt else timedelta()
        await asyncio.sleep(max(0.0, 0.01 - worked.total_seconds()))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
