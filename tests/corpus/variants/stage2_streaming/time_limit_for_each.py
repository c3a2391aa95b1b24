# Each token has to come within half a second, or the answer ends: asyncio.wait_for around anext.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def source(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


async def body(prompt: str):
    stream = source(prompt)
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), timeout=60)
        except StopAsyncIteration:
            return


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
