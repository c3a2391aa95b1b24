# Each event is sent in several pieces.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    for token in token_stream(prompt):
        yield "data: "
        yield token
        yield "\n"
        yield "\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
