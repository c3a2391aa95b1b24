# An executor of its own, with names of its own, asks the generator for each token.

import asyncio
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="model")
END = object()


async def in_thread(items):
    loop = asyncio.get_running_loop()
    while (item := await loop.run_in_executor(threads, next, items, END)) is not END:
        yield item


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(in_thread(token_stream(prompt)), media_type="text/plain")
