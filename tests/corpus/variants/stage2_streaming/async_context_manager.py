# An asynchronous context manager hands out the stream; the body enters it.

from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def pieces(prompt: str):
    for word in words(prompt):
        yield word


@asynccontextmanager
async def token_stream(prompt: str):
    stream = pieces(prompt)
    try:
        yield stream
    finally:
        await stream.aclose()


async def body(prompt: str):
    async with token_stream(prompt) as stream:
        async for piece in stream:
            yield piece


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
