# Each event ends with three newlines; the second empty line has nothing to end.
# Seen in: btubbs/sseclient issue #5 Linefeed related regression in 0.0.17

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield "data: %s\n\n\n" % word


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
