# A task puts each token into a queue, and makes the next one only when the last has been sent.
# Seen in: aws-samples/Meta-Llama-on-AWS agent_config/streaming_queue.py

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream
from starlette.concurrency import iterate_in_threadpool

app = FastAPI()


async def produce(prompt: str, queue: asyncio.Queue) -> None:
    async for token in iterate_in_threadpool(token_stream(prompt)):
        await queue.put(token)
        await queue.join()
    await queue.put(None)


async def body(prompt: str):
    queue: asyncio.Queue = asyncio.Queue()
    task = asyncio.create_task(produce(prompt, queue))
    try:
        while (token := await queue.get()) is not None:
            yield token
            queue.task_done()
    finally:
        task.cancel()


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
