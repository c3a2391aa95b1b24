# To know which token is the last one must read one ahead.
# must: stage2.incremental
# says: before

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def with_lookahead(tokens):
    previous = None
    for token in tokens:
        if previous is not None:
            yield previous
        previous = token
    yield previous


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(with_lookahead(token_stream(prompt)), media_type="text/plain")
