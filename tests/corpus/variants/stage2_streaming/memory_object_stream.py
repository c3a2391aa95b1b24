# An AnyIO memory stream without a buffer, and a task group around both ends.

import anyio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def body(prompt: str):
    send, receive = anyio.create_memory_object_stream(0)

    async def produce():
        async with send:
            for token in words(prompt):
                await send.send(token)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(produce)
        async with receive:
            async for token in receive:
                yield token


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
