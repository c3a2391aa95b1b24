# FastAPI is the app.
# must: stage3.app
# says: FastAPI

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        yield token
