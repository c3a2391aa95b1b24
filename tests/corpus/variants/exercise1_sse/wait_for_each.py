# Each token is awaited with a time limit, after which a heartbeat would go out.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream(prompt: str):
    for word in words(prompt):
        yield word


async def events(prompt: str):
    stream = token_stream(prompt)
    pending = asyncio.ensure_future(anext(stream, None))
    while True:
        done, _ = await asyncio.wait({pending}, timeout=15)
        if not done:
            yield ": still here\n\n"
            continue
        token = pending.result()
        if token is None:
            return
        yield f"data: {token}\n\n"
        pending = asyncio.ensure_future(anext(stream, None))


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
