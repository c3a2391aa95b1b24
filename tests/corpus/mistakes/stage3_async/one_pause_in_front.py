# One pause at the beginning is enough.
# must: stage3.pauses
# says: sleep, loop

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    await asyncio.sleep(0.01)
    for token in token_stream(prompt):
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
