# Each pause is a select() on a silent socket, with a time limit, in a worker thread.

import asyncio
import select
import socket

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

silent, other_end = socket.socketpair()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.to_thread(select.select, [silent], [], [], 0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
