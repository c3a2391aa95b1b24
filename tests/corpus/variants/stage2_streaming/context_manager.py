# The source is a context manager that hands out the stream, as HTTP clients do.

from contextlib import contextmanager

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


@contextmanager
def token_stream(prompt: str):
    stream = words(prompt)
    try:
        yield stream
    finally:
        stream.close()


def body(prompt: str):
    with token_stream(prompt) as stream:
        yield from stream


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
