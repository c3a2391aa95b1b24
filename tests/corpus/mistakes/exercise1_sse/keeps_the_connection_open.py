# An EventSource wants a connection that stays open.
# must: exercise1.answers
# says: end

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    while True:
        await asyncio.sleep(15)
        yield ": keep-alive\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
