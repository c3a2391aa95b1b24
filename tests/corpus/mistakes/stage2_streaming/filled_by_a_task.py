# A deque is filled by an awaited task, and emptied while the answer is sent.
# must: stage2.incremental
# says: collected

import asyncio
from collections import deque

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def model(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        await asyncio.sleep(0)
        yield word + " "


async def fill(tokens: deque, prompt: str):
    async for token in model(prompt):
        tokens.append(token)


@app.get("/generate")
async def generate(prompt: str):
    tokens: deque = deque()
    await asyncio.create_task(fill(tokens, prompt))

    async def body():
        while tokens:
            yield tokens.popleft()

    return StreamingResponse(body(), media_type="text/plain")
