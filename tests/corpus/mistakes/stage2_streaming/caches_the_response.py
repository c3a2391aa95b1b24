# The answer to the same prompt is the same, so it can be kept.
# must: stage2.two-clients
# says: request

from functools import lru_cache

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@lru_cache
def answer(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


@app.get("/generate")
def generate(prompt: str):
    return answer(prompt)
