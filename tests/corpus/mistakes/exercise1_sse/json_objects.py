# A client gets objects, like those of the big APIs.
# must: exercise1.events
# says: JSON

import json

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for index, word in enumerate(words(prompt)):
        yield "data: " + json.dumps({"index": index, "token": word}) + "\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
