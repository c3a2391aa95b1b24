# A middleware with call_next stands between the stream and the server, and lets each token
# through.
# Seen in: Kludex/starlette pull request #1655 Improve documentation on `BaseHTTPMiddleware`

import asyncio

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


@app.middleware("http")
async def name_the_server(request: Request, call_next):
    response = await call_next(request)
    response.headers["x-server"] = "tokens"
    return response


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
