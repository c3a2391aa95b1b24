# asyncio.sleep hands over the token itself after the pause, as its result.
# Seen in: python/cpython issue #121075 run_coroutine_threadsafe document can not be reproduced
# (asyncio.sleep with a result)

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        yield await asyncio.sleep(0.01, token)


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
