# The endpoint itself is the async generator, with a response class for plain text.
# Seen in: fastapi.tiangolo.com, Stream Data (a StreamingResponse with yield)

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words


class PlainText(StreamingResponse):
    media_type = "text/plain"


app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async", response_class=PlainText)
async def generate_async(prompt: str):
    async for token in token_stream_async(prompt):
        yield token
