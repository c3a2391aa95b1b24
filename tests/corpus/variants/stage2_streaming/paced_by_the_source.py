# The token source is asynchronous and takes its time, as a real model does.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        await asyncio.sleep(0.02)
        yield word + " "


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
