# data: is what separates the events.
# must: exercise1.events
# says: line ends are missing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield "data: " + word


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
