"""Stuck: a worker thread that works for ever after the second token."""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt):
    """Yield two tokens, then work for ever."""
    yield "You "
    yield "said: "
    while True:
        pass


@app.get("/generate")
def generate(prompt: str):
    """Answer with what comes."""
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
