# The prompt of the current request can be kept in a global.
# must: exercise1.two-clients
# says: global

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
current = {}


async def events():
    await asyncio.sleep(0.01)
    for token in token_stream(current["prompt"]):
        yield f"data: {token}\n\n"


@app.get("/generate")
async def generate(prompt: str):
    current["prompt"] = prompt
    return StreamingResponse(events(), media_type="text/event-stream")
