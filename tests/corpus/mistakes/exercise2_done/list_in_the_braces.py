# Brackets inside the braces of an f-string make a list, which is written with quotes.
# must: exercise2.done-once
# may: exercise2.done-own, exercise2.done-last, exercise2.tokens, exercise2.incremental
# Seen in: 0xPlaygrounds/rig issue #613 [DONE] message on openai completion not supported

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    yield f"data: {['DONE']}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
