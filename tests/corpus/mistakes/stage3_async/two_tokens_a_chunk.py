# Two short pauses and two tokens are the same as one and one, twice.
# must: stage3.chunk-per-token
# says: chunk

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def token_stream_async(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    for i in range(0, len(words), 2):
        await asyncio.sleep(0.02)
        yield " ".join(words[i : i + 2]) + " "


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
