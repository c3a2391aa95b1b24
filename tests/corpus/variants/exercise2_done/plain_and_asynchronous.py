# Plain text from an async generator that takes each token in a worker thread.
# Seen in: huggingface/text-generation-inference pull request #2221 fix: append DONE message to
# chat stream

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream(prompt: str):
    tokens = words(prompt)
    while token := await asyncio.to_thread(next, tokens, ""):
        yield token
    yield "[DONE]"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(
        token_stream(prompt), media_type="text/plain", headers={"cache-control": "no-store"}
    )
