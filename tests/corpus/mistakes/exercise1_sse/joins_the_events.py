# A stream is a long string with all events.
# must: exercise1.one-event-per-chunk
# says: collected

from fastapi import FastAPI, Response
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return Response("".join(token_stream(prompt)), media_type="text/event-stream")
