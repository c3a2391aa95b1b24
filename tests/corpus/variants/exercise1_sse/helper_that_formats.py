# A helper writes an event from its data and its type, which is message, and encodes it.
# Seen in: AdamRa0/posts server/Posts/utils/streams/format_sse.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def format_event(data: str, event: str | None = None) -> bytes:
    lines = [f"event: {event}"] if event else []
    lines += [f"data: {line}" for line in data.splitlines()]
    return ("\n".join(lines) + "\n\n").encode()


def token_stream(prompt: str):
    return (format_event(word, event="message") for word in words(prompt))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
