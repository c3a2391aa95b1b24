# A page shows the data, so it has to be escaped.
# must: exercise1.prompts
# says: prompt

import html

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {html.escape(word)}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
