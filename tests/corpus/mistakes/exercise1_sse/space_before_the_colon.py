# A space stands before the colon, so the field's name is "data " and no browser knows it.
# must: exercise1.events
# may: exercise1.nothing-else, exercise1.one-event-per-chunk, exercise1.incremental,
# exercise1.prompts, exercise1.two-clients
# says: data
# Seen in: stacklok/codegate pull request #1087 fix: add space after data: sse_stream_generator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data : {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
