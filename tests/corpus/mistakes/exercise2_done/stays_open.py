# The client closes the connection, so the server waits for that.
# must: exercise2.ends
# says: not end

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    yield "data: [DONE]\n\n"
    await asyncio.Event().wait()


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
