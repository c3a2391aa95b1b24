# The spaces were a matter of stage 1.
# must: stage3.body
# says: token

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        await asyncio.sleep(0.01)
        yield word


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
