# A thread fills a queue, and iter(queue.get, None) is the body: no generator of its own.

import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def produce(prompt: str, tokens: queue.Queue) -> None:
    for token in words(prompt):
        tokens.put(token)
    tokens.put(None)


@app.get("/generate")
def generate(prompt: str):
    tokens: queue.Queue = queue.Queue()
    threading.Thread(target=produce, args=(prompt, tokens), daemon=True).start()
    return StreamingResponse(iter(tokens.get, None), media_type="text/plain")
