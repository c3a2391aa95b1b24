# FastAPI's own format_sse_event writes the events for a StreamingResponse.
# Seen in: fastapi/fastapi pull request #15930 Add API reference page for fastapi.sse

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for number, word in enumerate(words(prompt)):
        yield format_sse_event(data_str=word, id=str(number))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
