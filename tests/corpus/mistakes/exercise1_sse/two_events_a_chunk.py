# Events are sent in pairs to save chunks.
# must: exercise1.one-event-per-chunk
# says: event

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    waiting = ""
    for number, word in enumerate(words(prompt)):
        waiting += f"data: {word}\n\n"
        if number % 2:
            yield waiting
            waiting = ""
    yield waiting


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
