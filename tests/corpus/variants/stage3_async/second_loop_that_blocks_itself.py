# A second event loop, in its own thread, is blocked by time.sleep; the server's is not.

import asyncio
import threading
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def model(prompt: str, hand_over):
    for token in token_stream(prompt):
        time.sleep(0.01)
        hand_over(token)
    hand_over(None)


async def token_stream_async(prompt: str):
    loop, tokens = asyncio.get_running_loop(), asyncio.Queue()

    def hand_over(token):
        loop.call_soon_threadsafe(tokens.put_nowait, token)

    threading.Thread(target=lambda: asyncio.run(model(prompt, hand_over)), daemon=True).start()
    while (token := await tokens.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
