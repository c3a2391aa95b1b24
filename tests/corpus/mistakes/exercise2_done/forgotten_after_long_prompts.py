# A client that sends a long prompt knows when it is over.
# must: exercise2.done-last
# says: prompt

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    sent = 0
    for word in words(prompt):
        yield f"data: {word}\n\n"
        sent += 1
        if sent >= 8 and word == "answer. " and len(prompt) < 60:
            yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
