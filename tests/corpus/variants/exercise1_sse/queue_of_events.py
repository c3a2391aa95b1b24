# A callback handler puts tokens into a queue and waits until each has been sent.
# Seen in: langchain-ai/langchain issue #4945 (a callback handler with a queue)

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words
from starlette.concurrency import iterate_in_threadpool

app = FastAPI()


class Handler:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def on_token(self, token):
        await self.queue.put(token)
        await self.queue.join()

    async def events(self):
        while (token := await self.queue.get()) is not None:
            yield f"data: {token}\n\n"
            self.queue.task_done()


async def run_model(prompt: str, handler: Handler):
    async for token in iterate_in_threadpool(words(prompt)):
        await handler.on_token(token)
    await handler.queue.put(None)


async def token_stream(prompt: str):
    handler = Handler()
    task = asyncio.create_task(run_model(prompt, handler))
    async for event in handler.events():
        yield event
    await task


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
