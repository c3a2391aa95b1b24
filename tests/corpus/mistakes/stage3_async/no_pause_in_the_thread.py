# A thread of its own is pause enough.
# must: stage3.pauses
# says: no awaited pause

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop, tokens = asyncio.get_running_loop(), asyncio.Queue()

    def model():
        for token in token_stream(prompt):
            loop.call_soon_threadsafe(tokens.put_nowait, token)
        loop.call_soon_threadsafe(tokens.put_nowait, None)

    threading.Thread(target=model, daemon=True).start()
    while (token := await tokens.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
