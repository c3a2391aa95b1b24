# An executor of asyncio runs the generator, and puts the tokens into an asyncio queue.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def body(prompt: str):
    loop, tokens = asyncio.get_running_loop(), asyncio.Queue(maxsize=1)

    def produce():
        for token in words(prompt):
            asyncio.run_coroutine_threadsafe(tokens.put(token), loop).result()
        asyncio.run_coroutine_threadsafe(tokens.put(None), loop).result()

    producer = loop.run_in_executor(None, produce)
    while (token := await tokens.get()) is not None:
        yield token
    await producer


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
