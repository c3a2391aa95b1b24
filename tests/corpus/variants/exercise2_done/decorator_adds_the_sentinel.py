# A decorator sends what the generator makes, and then the sentinel.
# Seen in: public code: stream_tokens wrappers that add a last event to any generator

from functools import wraps

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def ends_with(last: str):
    def decorate(function):
        @wraps(function)
        def generator(*args, **kwargs):
            yield from function(*args, **kwargs)
            yield last

        return generator

    return decorate


@ends_with("data: [DONE]\n\n")
def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
