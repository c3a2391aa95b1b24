# await works in every function.
# must: stage3.app
# says: syntax, await, stage3_async.py:11

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream_async(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        await asyncio.sleep(0.01)
        yield word + " "


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
