# It polls datetime, and lets others run between two looks.

import asyncio
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        due = datetime.now() + timedelta(milliseconds=10)
        while datetime.now() < due:
            await asyncio.sleep(0.0005)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
