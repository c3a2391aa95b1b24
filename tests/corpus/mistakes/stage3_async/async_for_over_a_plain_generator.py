# In an async function every loop is an async for.
# must: stage3.answers
# says: TypeError, stage3_async.py:11

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    async for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
