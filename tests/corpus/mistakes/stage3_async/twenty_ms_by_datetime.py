# Deadlines 20 ms apart are as good.
# must: stage3.ten-ms
# may: stage3.one-per-step
# says: The pauses are some, 10 ms

import asyncio
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    due = datetime.now()
    for token in token_stream(prompt):
        due += timedelta(milliseconds=20)
        await asyncio.sleep(max(0.0, (due - datetime.now()).total_seconds()))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
