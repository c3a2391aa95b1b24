# sleep(0) is a pause for others, and that is all that counts.
# must: stage3.pauses
# says: no awaited pause

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.sleep(0)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
