# The sentinel goes into the queue when the work has been started, not when it is over.
# must: exercise2.done-last
# may: exercise2.tokens, exercise2.incremental, exercise2.done-own
# Seen in: exo-explore/exo pull request #2044 fix(api): eliminate token-drop race in
# _send_text_generation_with_images

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words
from starlette.concurrency import iterate_in_threadpool

app = FastAPI()


async def work(prompt: str, queue: asyncio.Queue) -> None:
    async for word in iterate_in_threadpool(words(prompt)):
        await queue.put(word)
    await queue.put(None)


async def token_stream(prompt: str):
    queue: asyncio.Queue = asyncio.Queue()
    task = asyncio.create_task(work(prompt, queue))
    await queue.put("[DONE]")
    while (text := await queue.get()) is not None:
        yield f"data: {text}\n\n"
    await task


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
