# The file looked finished, and was never run.
# must: exercise2.app
# says: syntax, exercise2_done.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt, media_type="text/event-stream")
