# A token for each step that the grader takes, and no pause of its own.
# kind: L
# got: a stream that stands still for ever
# most: 10

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from words import token_stream

app = FastAPI()


async def token_stream_async(prompt):
    """Wait for the loop's clock to be moved, whatever the time is."""
    loop = asyncio.get_running_loop()
    waiting = asyncio.Event()
    really = type(loop).advance

    def advance(seconds):
        really(loop, seconds)
        if seconds:
            loop.call_soon(waiting.set)

    for token in token_stream(prompt):
        if hasattr(loop, "_now"):
            loop.advance = advance
            loop.call_later(0.01, lambda: None)
            waiting.clear()
            await waiting.wait()
        yield token


@app.get("/generate-async")
async def generate(prompt: str):
    """Answer."""
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
