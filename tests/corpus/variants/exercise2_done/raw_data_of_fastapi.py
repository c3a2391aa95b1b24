# FastAPI's own event streams, with raw data, in an async endpoint.

from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate", response_class=EventSourceResponse)
async def generate(prompt: str):
    for token in token_stream(prompt):
        yield ServerSentEvent(raw_data=token.strip())
    yield ServerSentEvent(raw_data="[DONE]", id="end")
