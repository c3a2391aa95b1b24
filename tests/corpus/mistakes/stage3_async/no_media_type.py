# The media type was a matter of stage 2.
# must: stage3.content-type
# says: media_type

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
    return StreamingResponse(token_stream_async(prompt))
