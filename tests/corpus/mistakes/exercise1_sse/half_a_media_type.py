# The type of an event stream is event-stream.
# must: exercise1.content-type
# says: text/event-stream

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="event-stream")
