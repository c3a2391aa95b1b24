# What is asynchronous is awaited.
# must: stage3.answers
# says: TypeError, stage3_async.py:18

import asyncio

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
    tokens = await token_stream_async(prompt)
    return StreamingResponse(tokens, media_type="text/plain")
