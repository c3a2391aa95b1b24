# Each event has the text as far as it has come.
# must: exercise1.events
# says: token

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    text = ""
    for word in words(prompt):
        text += word
        yield f"data: {text}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
