# Each token is sent in base64, which can hold any character.
# must: exercise1.events
# may: exercise1.prompts, exercise1.two-clients, exercise1.incremental
# Seen in: denkspuren/LiveViewProgramming issue #44 Base64-Kodierung wird nicht immer benötigt

from base64 import b64encode

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield b"data: " + b64encode(word.encode()) + b"\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
