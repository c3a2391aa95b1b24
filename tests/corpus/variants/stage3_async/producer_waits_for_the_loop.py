# A thread asks the loop for each pause, and a worker thread waits for the thread.

import asyncio
import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop, tokens = asyncio.get_running_loop(), queue.Queue()

    def model():
        for token in token_stream(prompt):
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop).result()
            tokens.put(token)
        tokens.put(None)

    threading.Thread(target=model, daemon=True).start()
    while (token := await asyncio.to_thread(tokens.get)) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
