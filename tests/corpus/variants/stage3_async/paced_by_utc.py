# The rest of each 10 ms is slept, as the time of day says.

import asyncio
from datetime import datetime, timezone

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        begun = datetime.now(timezone.utc)
        text = token.encode().decode()
        worked = (datetime.now(timezone.utc) - begun).total_seconds()
        await asyncio.sleep(0.01 - worked)
        yield text


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
