# The data is encoded like an address, so that no newline can be in it.
# must: exercise1.events
# may: exercise1.prompts, exercise1.two-clients, exercise1.incremental
# Seen in: CiberNin in sysid/sse-starlette issue #96 Escaping Newlines

from urllib.parse import quote

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {quote(word)}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
