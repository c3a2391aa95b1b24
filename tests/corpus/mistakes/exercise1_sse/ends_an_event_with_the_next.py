# An event is over when the next one begins.
# must: exercise1.incremental
# says: before

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    end = ""
    for token in token_stream(prompt):
        yield f"{end}data: {token}"
        end = "\n\n"
    yield end


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
