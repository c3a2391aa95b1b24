# A generator starts again for every request.
# must: stage3.body
# says: used up

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        yield token


tokens = token_stream_async("hi")


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(tokens, media_type="text/plain")
