# asyncio.sleep takes a timedelta.
# must: stage3.answers
# says: TypeError
# Seen in: asynkron/protoactor-python pull request #48 fix error for asyncio.sleep

import asyncio
from datetime import timedelta

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
PAUSE = timedelta(milliseconds=10)


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(PAUSE)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
