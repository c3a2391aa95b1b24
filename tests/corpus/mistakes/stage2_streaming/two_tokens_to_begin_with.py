# The first chunk holds two tokens, so that a page has something to show.
# must: stage2.chunk-per-token
# may: stage2.incremental
# Seen in: aegra/aegra pull request #555 fix(api): flush a first byte when a v2 event stream opens

from itertools import islice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def body(prompt: str):
    tokens = iter(token_stream(prompt))
    yield "".join(islice(tokens, 2))
    yield from tokens


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
