# A sign of life is sent as data before each token, and every reader gets it as a message.
# must: exercise1.events
# may: exercise1.one-event-per-chunk, exercise1.prompts, exercise1.two-clients,
# exercise1.incremental
# Seen in: page "Streaming APIs with FastAPI and Next.js, Part 2" (roastdev.com), with its
# heartbeat message

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield "data: ping\n\n"
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
