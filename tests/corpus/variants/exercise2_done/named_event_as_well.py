# Besides the sentinel an event of another type says the same, which onmessage never gets.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(prompt: str):
    for token in token_stream(prompt):
        yield f"data: {token}\n\n"
    yield "data: [DONE]\n\n"
    yield "event: end\ndata: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
