# A task makes the tokens at their pace into a queue, and a None ends it.
# Seen in: aws-samples/Meta-Llama-on-AWS agent_config/streaming_queue.py

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def produce(prompt: str, queue: asyncio.Queue) -> None:
    for token in words(prompt):
        await asyncio.sleep(0.01)
        await queue.put(token)
    await queue.put(None)


async def token_stream_async(prompt: str):
    queue: asyncio.Queue = asyncio.Queue()
    task = asyncio.create_task(produce(prompt, queue))
    try:
        while (token := await queue.get()) is not None:
            yield token
    finally:
        task.cancel()


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
