# A lock is held while a stream runs, and a dependency with yield is around it.

import threading
from typing import Annotated

from fastapi import Depends

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()

gpu = threading.Lock()


def one_at_a_time():
    with gpu:
        yield "gpu"


def body(prompt: str):
    lock = threading.Lock()
    for token in words(prompt):
        with lock:
            yield token


@app.get("/generate")
def generate(prompt: str, device: Annotated[str, Depends(one_at_a_time)]):
    return StreamingResponse(body(prompt), media_type="text/plain", headers={"x-device": device})
