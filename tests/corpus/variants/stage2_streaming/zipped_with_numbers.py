# Tokens are zipped with numbers from a second generator, and a third joins both.

from itertools import count

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def numbers():
    yield from count()


def body(prompt: str):
    for token, _ in zip(words(prompt), numbers()):
        yield token


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
