# A BaseHTTPMiddleware wraps an async body over the plain generator, which runs on the loop.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


@app.middleware("http")
async def plain(request, call_next):
    return await call_next(request)


@app.middleware("http")
async def twice(request, call_next):
    return await call_next(request)


async def events(prompt: str):
    for token in words(prompt):
        yield f"data: {token}\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
