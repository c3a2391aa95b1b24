# A queue of a thread's tokens can be read in an async generator as anywhere.
# must: stage3.pauses
# says: awaited

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
    while (token := tokens.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
