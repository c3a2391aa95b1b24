# The newlines are written with slashes, so that no line ever ends.
# must: exercise1.events
# may: exercise1.nothing-else, exercise1.one-event-per-chunk, exercise1.incremental,
# exercise1.prompts, exercise1.two-clients
# Seen in: starfederation/datastar issue #1133 Getting Started guide should emphasize the need for
# a blank line

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}/n/n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
