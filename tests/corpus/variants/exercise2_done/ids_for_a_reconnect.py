# Each event has an id, the sentinel too, and the first says how long to wait before a reconnect.
# Seen in: launchdarkly/swift-eventsource issue #81 Why does the delegate reconnect even if there
# is no error?

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    number = 0
    yield "retry: 10000\n\n"
    for number, word in enumerate(words(prompt), 1):
        yield f"id: {number}\ndata: {word}\n\n"
    yield f"id: {number + 1}\ndata: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
