# The response has to be complete before it can be sent.
# must: stage3.chunk-per-token
# says: one piece

import asyncio

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    text = ""
    async for token in token_stream_async(prompt):
        text += token
    return PlainTextResponse(text)
