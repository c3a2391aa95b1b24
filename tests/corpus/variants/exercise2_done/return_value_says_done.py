# The inner generator returns the sentinel, and yield from hands the value on.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def tokens(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    return "[DONE]"


def token_stream(prompt: str):
    done = yield from tokens(prompt)
    yield f"data: {done}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
