# An async generator reads the plain one with Starlette's iterate_in_threadpool.
# Seen in: Kludex/starlette pull request #462 Make StreamingResponse compatible with normal
# iterators

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words
from starlette.concurrency import iterate_in_threadpool

app = FastAPI()


async def token_stream(request: Request, prompt: str):
    async for word in iterate_in_threadpool(words(prompt)):
        if await request.is_disconnected():
            return
        yield f"data: {word}\n\n"


@app.get("/generate")
async def generate(request: Request, prompt: str):
    return StreamingResponse(token_stream(request, prompt), media_type="text/event-stream")
