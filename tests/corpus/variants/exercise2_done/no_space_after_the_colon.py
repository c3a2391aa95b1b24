# No event has a space after its colon, and words come without the space behind them.
# Seen in: hydall/Glaze pull request #247 preserve whitespace in SSE data field parsing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def event(data: str) -> bytes:
    return b"data:%b\n\n" % data.encode()


def token_stream(prompt: str):
    for word in words(prompt):
        yield event(word.rstrip())
    yield event("[DONE]")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
