# A lock guards a counter that all streams share, and is free again before each pause.
# Seen in: flashlin/Samples torch-qa/poc-demo/poc-fastapi.py (a count that all requests share)

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
lock = asyncio.Lock()
sent = 0


async def token_stream_async(prompt: str):
    global sent
    for token in words(prompt):
        await asyncio.shield(asyncio.sleep(0.01))
        async with lock:
            sent += 1
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
