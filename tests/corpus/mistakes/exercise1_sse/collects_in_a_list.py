# StreamingResponse needs a list to go through.
# must: exercise1.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(list(token_stream(prompt)), media_type="text/event-stream")
