# The model's stream is a context manager with an attribute to go through, as in the clients of
# model providers.
# Seen in: page "Production-Ready LLM Streaming with FastAPI, Asyncio, and SSE"
# (python-elite-dev.pages.dev)

from contextlib import closing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class MessageStream:
    def __init__(self, prompt: str):
        self.text_stream = token_stream(prompt)
        self.closed = False

    def close(self) -> None:
        self.closed = True


def body(prompt: str):
    with closing(MessageStream(prompt)) as stream:
        for text in stream.text_stream:
            yield text


app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
