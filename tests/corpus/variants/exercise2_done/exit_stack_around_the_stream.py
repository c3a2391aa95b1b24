# An exit stack of async context managers is around the stream, whose last yield is the sentinel.

from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


@asynccontextmanager
async def session(name: str):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)


async def token_stream(prompt: str):
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(session("model"))
        await stack.enter_async_context(session("log"))
        for word in words(prompt):
            yield word
    yield "[DONE]"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
