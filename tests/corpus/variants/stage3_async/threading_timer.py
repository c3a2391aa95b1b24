# Each pause is a threading.Timer that sets an event of the loop.

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def pause() -> None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    threading.Timer(0.01, loop.call_soon_threadsafe, (over.set,)).start()
    await over.wait()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await pause()
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
