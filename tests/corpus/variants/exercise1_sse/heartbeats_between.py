# A comment goes in front of each event as a heartbeat, and the source pauses.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream(prompt: str):
    for word in words(prompt):
        await asyncio.sleep(0.02)
        yield word


async def events(prompt: str):
    yield "retry: 1000\n\n"
    async for token in token_stream(prompt):
        yield ": ping\n\n"
        yield f"data: {token}\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
