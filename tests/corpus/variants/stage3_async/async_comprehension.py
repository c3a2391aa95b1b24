# An async generator expression over a ticker that knows nothing of the words.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def after_each_pause(items):
    for item in items:
        await asyncio.sleep(10 / 1000)
        yield item


def token_stream_async(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    return ((word + " ").encode() async for word in after_each_pause(words))


@app.get("/generate-async")
def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
