# select() with a time limit waits for I/O, so it is no blocking call.
# must: stage3.pauses
# may: stage3.never-blocks
# says: awaited

import select
import socket

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

silent, other_end = socket.socketpair()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        select.select([silent], [], [], 0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
