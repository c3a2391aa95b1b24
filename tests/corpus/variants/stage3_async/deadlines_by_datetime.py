# Each pause lasts until a deadline that datetime keeps, so that the pace does not drift.

import asyncio
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
PACE = timedelta(milliseconds=10)


async def token_stream_async(prompt: str):
    due = datetime.now()
    for token in words(prompt):
        due += PACE
        await asyncio.sleep(max(0.0, (due - datetime.now()).total_seconds()))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
