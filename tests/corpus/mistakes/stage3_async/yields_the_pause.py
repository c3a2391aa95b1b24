# yield and await belong in one line, and the pause is what is yielded.
# must: stage3.answers
# may: stage3.body
# Seen in: nyrkio/nyrkio pull request #481 asyncio sleep must await + check for None

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        yield await asyncio.sleep(0.01)


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
