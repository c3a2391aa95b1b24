# time.sleep pauses only the function that calls it.
# must: stage3.pauses, stage3.never-blocks
# says: time.sleep, blocked, stage3_async.py:11

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(0.01)
        yield word + " "


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
