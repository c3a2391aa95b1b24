# A source that is handed in as a default argument may be run to its end.
# must: stage2.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def collected(prompt, source=token_stream):
    for token in [*source(prompt)]:
        yield token


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(collected(prompt), media_type="text/plain")
