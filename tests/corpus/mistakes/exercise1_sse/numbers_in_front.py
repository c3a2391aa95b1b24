# Each event says its number in its data.
# must: exercise1.events
# may: exercise1.prompts, exercise1.two-clients, exercise1.incremental
# Seen in: page "FastAPI Stream Response" (compilenrun.com)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for number, word in enumerate(words(prompt), start=1):
        yield f"data: {number}: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
