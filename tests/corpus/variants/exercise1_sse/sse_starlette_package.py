# The EventSourceResponse of the sse-starlette package.

from fastapi import FastAPI
from sse_starlette import EventSourceResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    return EventSourceResponse({"data": token} for token in token_stream(prompt))
