# A plain path operation starts the thread; the response reads its queue.

import asyncio
import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(tokens: queue.Queue):
    while True:
        try:
            token = tokens.get_nowait()
        except queue.Empty:
            await asyncio.sleep(0.001)
            continue
        if token is None:
            return
        yield token


def model(prompt: str, tokens: queue.Queue) -> None:
    for token in token_stream(prompt):
        threading.Event().wait(0.01)
        tokens.put(token)
    tokens.put(None)


@app.get("/generate-async")
def generate_async(prompt: str):
    tokens: queue.Queue = queue.Queue()
    threading.Thread(target=model, args=(prompt, tokens), daemon=True).start()
    return StreamingResponse(token_stream_async(tokens), media_type="text/plain")
