# Timers of the loop that set a future, instead of asyncio.sleep.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        done = loop.create_future()
        loop.call_later(0.01, done.set_result, None)
        await done
        yield word + " "


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
