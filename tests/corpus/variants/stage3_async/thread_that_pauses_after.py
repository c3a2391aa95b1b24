# A thread hands a token over and then waits 10 ms; the first comes at once.

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop, tokens, never = asyncio.get_running_loop(), asyncio.Queue(), threading.Event()

    def model():
        for token in token_stream(prompt):
            loop.call_soon_threadsafe(tokens.put_nowait, token)
            never.wait(0.01)
        loop.call_soon_threadsafe(tokens.put_nowait, None)

    threading.Thread(target=model, daemon=True).start()
    while (token := await tokens.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
