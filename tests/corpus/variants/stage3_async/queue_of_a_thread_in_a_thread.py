# A thread makes the tokens; a worker thread waits for each at a queue.

import asyncio
import queue
import threading
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    tokens: queue.Queue = queue.Queue()

    def model():
        for token in token_stream(prompt):
            time.sleep(0.01)
            tokens.put(token)
        tokens.put(None)

    threading.Thread(target=model).start()
    while (token := await asyncio.to_thread(tokens.get)) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
