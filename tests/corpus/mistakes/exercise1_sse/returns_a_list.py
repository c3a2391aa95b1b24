# A list of events can be gone through like a generator.
# must: exercise1.incremental
# says: list

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    return [f"data: {word}\n\n" for word in words(prompt)]


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
