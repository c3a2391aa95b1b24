# time.sleep in an executor of its own, behind a helper that looks at a clock.

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
threads = ThreadPoolExecutor(max_workers=20)


def think_until(due: float) -> None:
    while (left := due - monotonic()) > 1e-9:
        sleep(left)


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    for token in token_stream(prompt):
        await loop.run_in_executor(threads, think_until, monotonic() + 0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
