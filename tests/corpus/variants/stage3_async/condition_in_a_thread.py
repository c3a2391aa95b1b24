# Each pause is a Condition that nobody notifies, waited for in a worker thread.

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def pause() -> None:
    nobody_notifies = threading.Condition()
    with nobody_notifies:
        nobody_notifies.wait(0.01)


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.to_thread(pause)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
