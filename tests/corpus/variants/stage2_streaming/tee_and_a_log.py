# itertools.tee: one copy is streamed, the other is logged when the stream is over.

import itertools

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def body(prompt: str):
    stream, copy = itertools.tee(words(prompt))
    yield from stream
    print("sent", "".join(copy))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
