# A background thread puts the tokens into a queue of one, and an async generator takes them out.

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def from_thread(prompt: str):
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue = asyncio.Queue(maxsize=1)

    def work():
        for token in token_stream(prompt):
            asyncio.run_coroutine_threadsafe(queue.put(token), loop).result()
        asyncio.run_coroutine_threadsafe(queue.put(None), loop).result()

    threading.Thread(target=work, daemon=True).start()
    while (token := await queue.get()) is not None:
        yield token


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(from_thread(prompt), media_type="text/plain")
