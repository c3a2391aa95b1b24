# The event is written over several lines of the program, and its indentation is sent too.
# must: exercise1.events
# may: exercise1.nothing-else, exercise1.one-event-per-chunk, exercise1.incremental,
# exercise1.prompts, exercise1.two-clients
# Seen in: starfederation/datastar issue #1133 (frames written by hand over several lines)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"""
        data: {word}

        """


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
