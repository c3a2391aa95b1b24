# Lines end with a carriage return alone, which the format allows.
# Seen in: universal-tool-calling-protocol/typescript-utcp pull request #45 (CR-only line endings)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\r\r"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
