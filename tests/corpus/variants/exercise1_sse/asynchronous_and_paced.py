# An async generator that pauses, with a response class of its own that frames the events.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class Events(StreamingResponse):
    media_type = "text/event-stream"

    def __init__(self, tokens):
        super().__init__(self.frame(tokens))

    async def frame(self, tokens):
        for token in tokens:
            await asyncio.sleep(0.01)
            yield b"data: " + token.encode() + b"\n\n"


app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    return Events(token_stream(prompt))
