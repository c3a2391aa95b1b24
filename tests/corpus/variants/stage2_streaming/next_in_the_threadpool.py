# An async generator that asks for each token in a worker thread.
# Seen in: lm-sys/FastChat pull request #2958 Update mlx_worker to be async

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def body(prompt: str):
    tokens = iter(token_stream(prompt))
    while (token := await run_in_threadpool(next, tokens, None)) is not None:
        yield token.encode()


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
