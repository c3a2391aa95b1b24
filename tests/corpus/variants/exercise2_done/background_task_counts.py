# Events in an async generator of aclosing and async for, with a background task after the last.
# Seen in: flashlin/Samples torch-qa/poc-demo/poc-fastapi.py (background tasks of a stream)

from contextlib import aclosing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words
from starlette.background import BackgroundTask
from starlette.concurrency import iterate_in_threadpool

app = FastAPI()
replies: list[str] = []


async def token_stream(prompt: str):
    async with aclosing(iterate_in_threadpool(words(prompt))) as tokens:
        async for token in tokens:
            yield f"data: {token}\n\n"
        else:
            yield "data: [DONE]\n\n"


@app.get("/generate")
async def generate(prompt: str):
    task = BackgroundTask(replies.append, prompt)
    return StreamingResponse(
        token_stream(prompt), media_type="text/event-stream", background=task
    )
