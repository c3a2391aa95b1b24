# The sentinel is an event of its own, but in pieces and with a comment behind it.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def events(prompt: str):
    for token in token_stream(prompt):
        yield f"data: {token}\n"
        yield "\n"
    yield "event: message\n"
    yield "data: [DONE]\n\n"
    yield ": that was all\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
