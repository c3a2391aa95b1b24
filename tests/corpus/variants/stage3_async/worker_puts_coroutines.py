# A worker of a pool puts each token with run_coroutine_threadsafe, and waits until it is in the
# queue.
# Seen in: rmusser01/tldw_server pull request #2480 Harden LLM_Calls review findings

import asyncio
import time

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def work(prompt: str, queue: asyncio.Queue, loop: asyncio.AbstractEventLoop) -> None:
    for token in words(prompt):
        time.sleep(0.01)
        asyncio.run_coroutine_threadsafe(queue.put(token), loop).result()
    asyncio.run_coroutine_threadsafe(queue.put(None), loop).result()


async def token_stream_async(prompt: str):
    queue: asyncio.Queue = asyncio.Queue(maxsize=1)
    worker = asyncio.create_task(
        run_in_threadpool(work, prompt, queue, asyncio.get_running_loop())
    )
    while (token := await queue.get()) is not None:
        yield token
    await worker


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
