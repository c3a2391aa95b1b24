# Four tokens are made at a time, and each is sent by itself.
# must: stage2.incremental
# says: before

from itertools import islice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def in_batches(prompt: str):
    tokens = token_stream(prompt)
    while batch := list(islice(tokens, 4)):
        yield from batch


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(in_batches(prompt), media_type="text/plain")
