# The sentinel tells the client what to expect, so it comes first.
# must: exercise2.done-last
# says: last

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield "data: [DONE]\n\n"
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
