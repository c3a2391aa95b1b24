# A background task makes the tokens and a queue brings them; it is cancelled if the reader leaves.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def produce(prompt, queue):
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        await queue.put(token)
    await queue.put(None)


async def token_stream_async(prompt: str):
    queue = asyncio.Queue()
    task = asyncio.create_task(produce(prompt, queue))
    try:
        while True:
            token = await queue.get()
            if token is None:
                break
            yield token
    finally:
        task.cancel()


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
