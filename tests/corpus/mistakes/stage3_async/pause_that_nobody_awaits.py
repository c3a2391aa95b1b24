# The executor sleeps in a thread of its own, and nobody awaits what it returns.
# must: stage3.pauses
# may: stage3.one-per-step, stage3.ten-ms, stage3.answers-others, stage3.ten-streams,
# stage3.never-blocks
# Seen in: NoneGG/aredis pull request #41 use asyncio.sleep() coroutine correctly

import asyncio
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    for token in words(prompt):
        loop.run_in_executor(None, time.sleep, 0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
