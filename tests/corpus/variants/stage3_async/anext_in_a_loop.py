# A fake model is an async iterator, and a while loop asks it with anext until it is exhausted.
# Seen in: ray-project/ray-llm aviary/backend/llm/continuous/tokenstream.py

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


class Model:
    def __init__(self, prompt: str):
        self.tokens = iter(words(prompt))

    def __aiter__(self):
        return self

    async def __anext__(self):
        token = next(self.tokens, None)
        if token is None:
            raise StopAsyncIteration
        await asyncio.sleep(0.01)
        return token


async def token_stream_async(prompt: str):
    model = aiter(Model(prompt))
    while True:
        try:
            token = await anext(model)
        except StopAsyncIteration:
            break
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
