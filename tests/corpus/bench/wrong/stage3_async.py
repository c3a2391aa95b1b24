"""Wrong: the pause stops the whole server."""

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt):
    """Yield the tokens, and block the event loop before each."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(0.01)
        yield f"{word} "


@app.get("/generate-async")
async def generate_async(prompt: str):
    """Answer with the tokens."""
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
