# The pause grows with the number of the token.
# must: stage3.ten-ms
# says: 10 ms

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for i, token in enumerate(token_stream(prompt), 1):
        await asyncio.sleep(0.01 * i)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
