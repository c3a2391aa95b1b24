"""Stuck: the event loop itself sleeps for ever after the first token."""

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt):
    """Yield one token, then stop the server."""
    yield "You "
    time.sleep(1_000_000)


@app.get("/generate-async")
async def generate_async(prompt: str):
    """Answer with what comes."""
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
