# A thread writes to a socket every 10 ms, and the loop watches the other end.

import asyncio
import socket
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop, tokens = asyncio.get_running_loop(), list(token_stream(prompt))
    here, there = socket.socketpair()
    here.setblocking(False)

    def tick() -> None:
        with there:
            for _ in tokens:
                threading.Event().wait(0.01)
                there.send(b".")

    threading.Thread(target=tick, daemon=True).start()
    with here:
        for token in tokens:
            await loop.sock_recv(here, 1)
            yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
