# sse-starlette with a dict for each event, from an async generator over a task's queue.

import asyncio

from fastapi import FastAPI
from sse_starlette import EventSourceResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def events(prompt: str):
    queue: asyncio.Queue = asyncio.Queue(maxsize=1)

    async def produce():
        for token in words(prompt):
            await queue.put({"data": token})
        await queue.put(None)

    task = asyncio.create_task(produce())
    while (event := await queue.get()) is not None:
        yield event
    await task


@app.get("/generate")
async def generate(prompt: str):
    return EventSourceResponse(events(prompt), ping=30)
