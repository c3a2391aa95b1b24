# There is one client, so its words can wait in a global.
# must: stage2.two-clients
# says: global

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
state = {"words": []}


async def token_stream(prompt: str):
    state["words"] = f"You said: {prompt}. Here is a streamed answer.".split()
    while state["words"]:
        await asyncio.sleep(0.01)
        if state["words"]:
            yield state["words"].pop(0) + " "


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
