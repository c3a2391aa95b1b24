# Others get their turns after each pause that blocks.
# must: stage3.pauses
# may: stage3.never-blocks
# says: awaited

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        threading.Event().wait(0.01)
        for _ in range(5):
            await asyncio.sleep(0)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
