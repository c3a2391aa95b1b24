# A stream may begin with a line for people.
# must: exercise1.nothing-else
# says: field

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield "Streaming your answer\n"
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
