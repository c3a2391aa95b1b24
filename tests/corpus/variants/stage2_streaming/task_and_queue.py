# A task puts the tokens of an async source into a queue; the body takes them out.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream(prompt: str):
    for word in words(prompt):
        await asyncio.sleep(0)
        yield word


async def body(prompt: str):
    queue: asyncio.Queue = asyncio.Queue()

    async def produce():
        async for token in token_stream(prompt):
            queue.put_nowait(token)
        queue.put_nowait(None)

    task = asyncio.create_task(produce())
    try:
        while (token := await queue.get()) is not None:
            yield token
    finally:
        task.cancel()


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
