# The stub's yield may stay where it is, below the answer.
# must: stage3.answers
# says: bare yield, line 16, delete it

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


    yield


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
