# There is one client, so its words can wait in a global.
# must: stage3.ten-streams
# says: shared

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
words = []


async def token_stream_async(prompt: str):
    words[:] = f"You said: {prompt}. Here is a streamed answer.".split()
    while words:
        await asyncio.sleep(0.01)
        if words:
            yield words.pop(0) + " "


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
