# The event loop's own clock can be watched in a loop.
# must: stage3.never-blocks
# may: stage3.pauses, stage3.answers, stage3.body
# says: stuck, stage3_async.py:1

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    for token in token_stream(prompt):
        end = loop.time() + 0.01
        while loop.time() < end:
            pass
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
