# The pause in front of each word, in one file, as the lesson has it.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt: str):
    text = f"You said: {prompt}. Here is a streamed answer.".split()
    for piece in text:
        await asyncio.sleep(0.01)  # thinking
        yield piece + " "


@app.get("/generate-async")
async def answer(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
