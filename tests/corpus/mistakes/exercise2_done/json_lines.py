# Each line is a JSON value of its own.
# must: exercise2.content-type
# says: text/event-stream

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield word
    yield "[DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="application/x-ndjson")
