# The stream asks before each token whether the client is still there.
# Seen in: public code: log and chat generators that check request.is_disconnected

import asyncio

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


async def while_connected(request: Request, stream):
    async for token in stream:
        if await request.is_disconnected():
            break
        yield token


@app.get("/generate-async")
async def generate_async(request: Request, prompt: str):
    body = while_connected(request, token_stream_async(prompt))
    return StreamingResponse(body, media_type="text/plain")
