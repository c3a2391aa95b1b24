# A semaphore lets four streams run at a time, and the others wait for their end.
# must: stage3.ten-streams
# Seen in: flashlin/Samples torch-qa/poc-demo/poc-fastapi.py (worker.acquire_semaphore)

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
places = asyncio.Semaphore(4)


async def token_stream_async(prompt: str):
    async with places:
        for token in words(prompt):
            await asyncio.sleep(0.01)
            yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
