# One reply is one event.
# must: exercise1.events
# says: each token

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    yield "data: "
    for token in token_stream(prompt):
        yield token
    yield "\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
