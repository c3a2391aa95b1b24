# Asynchronous generator expressions over an async source, and the sentinel behind them.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def source(prompt: str):
    for word in words(prompt):
        yield word


async def token_stream(prompt: str):
    async for event in (f"data: {token}\n\n" async for token in source(prompt)):
        yield event
    yield "data: [DONE]\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
