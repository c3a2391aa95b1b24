# A function that yields streams, whatever it has done before.
# must: exercise1.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    events = []
    for word in words(prompt):
        events.append(f"data: {word}\n\n")
    yield from events


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
