# A timer of the loop sets an event, which is awaited under a timeout.

import asyncio

import anyio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
timeout = getattr(asyncio, "timeout", None)  # Python 3.11 has it


async def think(seconds: float) -> None:
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, done.set)
    if timeout is not None:
        async with timeout(5):
            await done.wait()
    else:
        with anyio.fail_after(5):
            await done.wait()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await think(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
