# The source sends the sentinel, and the endpoint that relays it sends one more.
# must: exercise2.done-once
# may: exercise2.done-own, exercise2.done-last, exercise2.tokens, exercise2.incremental
# Seen in: songquanpeng/one-api issue #1628 Duplicate [DONE] of OpenAI channel in stream api

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def source(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    yield "data: [DONE]\n\n"


def token_stream(prompt: str):
    yield from source(prompt)
    yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
