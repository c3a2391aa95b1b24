# There is only one request at a time, so its prompt can be kept in a global.
# must: stage3.ten-streams
# says: another request's prompt, global

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

asked = ""


async def token_stream_async(prompt: str):
    global asked
    asked = prompt
    await asyncio.sleep(0.01)
    for number, token in enumerate(token_stream(asked)):
        if number:
            await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
