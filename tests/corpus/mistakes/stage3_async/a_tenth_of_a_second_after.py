# 0.1 is ten milliseconds, and the pause comes last.
# must: stage3.ten-ms
# says: 100 ms

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        yield token
        await asyncio.sleep(0.1)


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
