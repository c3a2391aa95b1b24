# FastAPI's EventSourceResponse, returned with a generator of framed strings.

from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, format_sse_event
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    for token in token_stream(prompt):
        yield format_sse_event(data_str=token.rstrip(" "))


@app.get("/generate")
def generate(prompt: str):
    return EventSourceResponse(events(prompt))
