# Bytes instead of str, by a subclass of StreamingResponse that encodes them.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class Tokens(StreamingResponse):
    """Streams text tokens, encoded."""

    def __init__(self, tokens, **kwargs):
        encoded = (token.encode("utf-8") for token in tokens)
        super().__init__(encoded, media_type="text/plain", **kwargs)


app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return Tokens(token_stream(prompt), headers={"cache-control": "no-cache"})
