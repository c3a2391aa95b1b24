# retry once, and id, event: message and a comment in each event.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    yield ": welcome\nretry: 3000\n\n"
    for number, token in enumerate(token_stream(prompt)):
        yield f": token {number}\nid: {number}\nevent: message\ndata: {token}\n\n"


@app.get("/generate")
def generate(prompt: str):
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(events(prompt), headers=headers, media_type="text/event-stream")
