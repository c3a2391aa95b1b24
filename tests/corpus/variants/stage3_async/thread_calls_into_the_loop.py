# A thread makes the tokens at their pace and hands each to the loop with call_soon_threadsafe.
# Seen in: NVIDIA/TensorRT-LLM pull request #8622 Refactor scaffolding streaming feature (its
# review)

import asyncio
import threading
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue = asyncio.Queue()

    def generate() -> None:
        for token in words(prompt):
            time.sleep(0.01)
            loop.call_soon_threadsafe(queue.put_nowait, token)
        loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=generate, daemon=True).start()
    while (token := await queue.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
