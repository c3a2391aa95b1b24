# StreamingResponse runs a plain generator in a thread, so it may wait there.
# must: stage3.pauses
# says: awaited

import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        threading.Event().wait(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
