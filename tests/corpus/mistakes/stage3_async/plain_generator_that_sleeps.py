# StreamingResponse runs a plain generator in a thread, so it may sleep there.
# must: stage3.pauses
# may: stage3.never-blocks
# says: awaited

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream_async(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(0.01)
        yield word + " "


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
