# A thread of its own makes a token every 10 ms, and an asyncio.Queue brings it over.

import asyncio
import threading
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    loop, arrived = asyncio.get_running_loop(), asyncio.Queue()

    def model():
        for token in words(prompt):
            time.sleep(0.01)
            loop.call_soon_threadsafe(arrived.put_nowait, token)
        loop.call_soon_threadsafe(arrived.put_nowait, None)

    threading.Thread(target=model, daemon=True).start()
    while (token := await arrived.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
