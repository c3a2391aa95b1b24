# The endpoint awaits a connection first; the source is a coroutine that returns an async generator.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def _events(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


async def token_stream(prompt: str):
    await asyncio.sleep(0.01)
    return _events(prompt)


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(await token_stream(prompt), media_type="text/event-stream")
