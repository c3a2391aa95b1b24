# A list made of what was awaited is asynchronous as well.
# must: stage3.pauses
# says: collected

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    tokens = []
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        tokens.append(token)
    return tokens


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(await token_stream_async(prompt), media_type="text/plain")
