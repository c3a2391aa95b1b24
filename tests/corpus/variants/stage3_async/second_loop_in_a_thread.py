# The model runs in an event loop of its own, in a thread, and its tokens come over into the
# server's loop.
# Seen in: 2FastLabs/agent-squad pull request #257 Dont mix async/sync

import asyncio
from threading import Thread

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def model(prompt: str, emit) -> None:
    for token in words(prompt):
        await asyncio.sleep(0.01)
        emit(token)
    emit(None)


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue = asyncio.Queue()

    def emit(token) -> None:
        loop.call_soon_threadsafe(queue.put_nowait, token)

    Thread(target=lambda: asyncio.run(model(prompt, emit)), daemon=True).start()
    while (token := await queue.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
