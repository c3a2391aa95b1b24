# A client gets objects, and the last one says that it is done.
# must: exercise2.done-once
# may: exercise2.tokens
# says: missing

import json

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    yield "data: " + json.dumps({"done": True}) + "\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
