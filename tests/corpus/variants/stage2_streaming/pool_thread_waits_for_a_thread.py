# A thread fills a queue.Queue; a plain generator, which Starlette runs in its pool, empties it.

import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def body(prompt: str):
    tokens: queue.Queue = queue.Queue(maxsize=1)

    def produce():
        for token in words(prompt):
            tokens.put(token)
        tokens.put(None)

    threading.Thread(target=produce, daemon=True).start()
    while (token := tokens.get()) is not None:
        yield token


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
