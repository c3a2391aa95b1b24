# The token stands in the field event, and there is no data at all.
# must: exercise1.events
# may: exercise1.nothing-else, exercise1.one-event-per-chunk, exercise1.incremental,
# exercise1.prompts, exercise1.two-clients
# Seen in: cesmii/i3X pull request #173 Fix SSE streaming to use proper EventSource format

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"event: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
