# The first token is taken before the response begins, so that an error could still be a 500.

from itertools import chain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield from words(prompt)


@app.get("/generate")
def generate(prompt: str):
    stream = token_stream(prompt)
    first = next(stream)
    return StreamingResponse(chain([first], stream), media_type="text/plain")
