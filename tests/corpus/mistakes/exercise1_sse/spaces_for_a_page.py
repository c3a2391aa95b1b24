# The space behind a word becomes an entity, so that the page does not lose it.
# must: exercise1.events
# may: exercise1.prompts, exercise1.two-clients, exercise1.incremental
# Seen in: bigskysoftware/htmx issue #2343 Leading spaces in SSE messages ignored when using
# hx-swap="beforeend"

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word.replace(' ', '&nbsp;')}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
