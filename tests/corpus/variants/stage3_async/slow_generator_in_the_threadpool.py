# The generator that sleeps stays a plain one, and Starlette's thread pool goes through it.
# Seen in: unslothai/unsloth issue #6465 /generate/stream blocks the event loop (what it asks for)

import time

from fastapi import FastAPI
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def slow_words(prompt: str):
    for word in words(prompt):
        time.sleep(0.01)
        yield word


async def token_stream_async(prompt: str):
    async for token in iterate_in_threadpool(slow_words(prompt)):
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
