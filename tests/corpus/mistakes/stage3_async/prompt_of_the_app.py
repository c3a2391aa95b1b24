# The prompt lies in app.state until the first pause is over, and the last request's is used.
# must: stage3.ten-streams
# may: stage3.body, stage3.answers-others
# Seen in: public code: fastapi routers with a module-level list data that a background task fills
# and a stream reads

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    app.state.prompt = prompt
    await asyncio.sleep(0.01)
    tokens = iter(words(app.state.prompt))
    yield next(tokens)
    for token in tokens:
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
