# The app's state is the place for what the generator needs.
# must: stage3.ten-streams
# says: another request's prompt, global

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async():
    await asyncio.sleep(0.01)
    for number, token in enumerate(token_stream(app.state.prompt)):
        if number:
            await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    app.state.prompt = prompt
    return StreamingResponse(token_stream_async(), media_type="text/plain")
