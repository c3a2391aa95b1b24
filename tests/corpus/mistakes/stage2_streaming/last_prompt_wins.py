# The prompt of the current request can be kept in a global.
# must: stage2.two-clients
# says: global

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
current_prompt = ""


async def token_stream():
    await asyncio.sleep(0.01)  # let the headers go first
    for word in f"You said: {current_prompt}. Here is a streamed answer.".split():
        yield word + " "


@app.get("/generate")
async def generate(prompt: str):
    global current_prompt
    current_prompt = prompt
    return StreamingResponse(token_stream(), media_type="text/plain")
