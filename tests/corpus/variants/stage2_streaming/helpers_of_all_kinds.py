# Generators for everything around it: settings, checks, a log, a timer; one of them is endless.

import itertools
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def ticks():
    while True:
        yield time.perf_counter()


def settings():
    for name in ("temperature", "top_p", "seed", "n", "stop", "user", "model", "stream"):
        yield name, len(name)


def checked(tokens):
    clock = ticks()
    for number, token in zip(itertools.count(), tokens):
        assert any(letter in token for letter in " ")
        assert all(isinstance(value, int) for _, value in settings())
        next(clock)
        yield token


@app.get("/generate")
def generate(prompt: str):
    names = ",".join(name for name, _ in settings())
    response = StreamingResponse(checked(words(prompt)), media_type="text/plain")
    response.headers["x-settings"] = names
    return response
