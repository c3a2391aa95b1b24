# A dependency called token_stream is a generator for FastAPI: it hands the stream over, once.

from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def tokens(prompt: str):
    for word in words(prompt):
        yield word


async def token_stream(prompt: str):
    yield tokens(prompt)
    print("over")


async def body(stream):
    async for token in stream:
        yield f"data: {token}\n\n"
    yield "data: [DONE]\n\n"


@app.get("/generate")
async def generate(stream: Annotated[object, Depends(token_stream)]):
    return StreamingResponse(body(stream), media_type="text/event-stream")
