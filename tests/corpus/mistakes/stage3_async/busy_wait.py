# A loop that watches the clock is a precise pause.
# must: stage3.never-blocks
# may: stage3.pauses, stage3.answers, stage3.body
# says: perf_counter, blocked

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        end = time.perf_counter() + 0.01
        while time.perf_counter() < end:
            pass
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
