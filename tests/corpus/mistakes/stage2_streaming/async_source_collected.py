# An asynchronous comprehension is as lazy as what it reads.
# must: stage2.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for word in words(prompt):
        yield word


async def body(prompt: str):
    for token in [token async for token in token_stream_async(prompt)]:
        yield token


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
