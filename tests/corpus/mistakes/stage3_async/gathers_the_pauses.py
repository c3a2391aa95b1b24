# gather runs the pauses one after the other.
# must: stage3.pauses
# says: collected

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def make(token):
    await asyncio.sleep(0.01)
    return token


async def token_stream_async(prompt: str):
    for token in await asyncio.gather(*[make(t) for t in token_stream(prompt)]):
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
