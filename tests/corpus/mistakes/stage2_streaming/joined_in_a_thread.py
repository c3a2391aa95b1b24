# join() waits until the thread is done, and then there is something to send.
# must: stage2.incremental
# says: collected

import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    tokens: list[str] = []
    thread = threading.Thread(target=lambda: tokens.extend(token_stream(prompt)))
    thread.start()
    thread.join()

    def body():
        yield from tokens

    return StreamingResponse(body(), media_type="text/plain")
