# A thread of its own runs the generator and hands each event over with call_soon_threadsafe.

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield from (f"data: {word}\n\n" for word in words(prompt))


async def events(prompt: str):
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue = asyncio.Queue()

    def produce():
        try:
            for event in token_stream(prompt):
                loop.call_soon_threadsafe(queue.put_nowait, event)
        finally:
            loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=produce, daemon=True).start()
    while event := await queue.get():
        yield event


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
