# Sleeps until a deadline on the event loop's own clock.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_event_loop()
    due = loop.time()
    for token in token_stream(prompt):
        due += 0.01
        await asyncio.sleep(max(0, due - loop.time()))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
