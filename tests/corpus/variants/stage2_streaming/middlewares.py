# Middlewares of both kinds that let each chunk through, and one that compresses if asked to.

import time

from fastapi import FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class CountChunks:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        count = 0

        async def counting(message):
            nonlocal count
            count += message["type"] == "http.response.body"
            await send(message)

        await self.app(scope, receive, counting)
        print(scope["type"], count, "chunks")


app = FastAPI()
app.add_middleware(CountChunks)
app.add_middleware(GZipMiddleware)


@app.middleware("http")
async def add_time(request: Request, call_next):
    start = time.perf_counter()
    response = await call_next(request)
    response.headers["x-time"] = str(time.perf_counter() - start)
    return response


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
