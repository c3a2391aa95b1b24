# A middleware with a lock makes the app safe for many clients.
# must: stage3.answers-others, stage3.ten-streams
# says: each other

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class OneAtATime:
    def __init__(self, app):
        self.app = app
        self.lock = asyncio.Lock()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        async with self.lock:
            await self.app(scope, receive, send)


app = FastAPI()
app.add_middleware(OneAtATime)


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
