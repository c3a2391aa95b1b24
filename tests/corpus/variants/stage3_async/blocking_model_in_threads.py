# The model is a blocking generator; the async generator awaits a thread for each of its tokens.

import time

from fastapi import FastAPI
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse

app = FastAPI()


def model(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(0.01)
        yield word + " "


async def token_stream_async(prompt: str):
    async for token in iterate_in_threadpool(model(prompt)):
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
