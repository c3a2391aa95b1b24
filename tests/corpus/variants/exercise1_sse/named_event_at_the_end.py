# Events of other types around the tokens, for listeners of their own: onmessage gets none of them.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    yield "event: start\ndata: 1\n\n"
    for token in token_stream(prompt):
        yield f"data: {token}\n\n"
    yield "event: end\ndata: bye\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
