# Fewer, larger chunks are better.
# must: stage2.chunk-per-token
# says: chunk

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def pairs(prompt):
    buffer = []
    for token in token_stream(prompt):
        buffer.append(token)
        if len(buffer) == 2:
            yield "".join(buffer)
            buffer = []
    if buffer:
        yield "".join(buffer)


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(pairs(prompt), media_type="text/plain")
