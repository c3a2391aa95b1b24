# The worker puts the sentinel into the queue itself, and the reader stops when it has sent it.
# Seen in: public code: create_sse_response, which yields {"data": "[DONE]"} after the tokens

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words
from starlette.concurrency import iterate_in_threadpool

app = FastAPI()
DONE = "[DONE]"


async def work(prompt: str, queue: asyncio.Queue) -> None:
    async for word in iterate_in_threadpool(words(prompt)):
        await queue.put((word, False))
        await queue.join()
    await queue.put((DONE, True))


async def token_stream(prompt: str):
    queue: asyncio.Queue = asyncio.Queue()
    task = asyncio.create_task(work(prompt, queue))
    last = False
    while not last:
        text, last = await queue.get()
        yield f"data: {text}\n\n"
        queue.task_done()
    await task


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
