# The endpoint is the generator; a response class of its own has the media type.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class TextStream(StreamingResponse):
    media_type = "text/plain"


app = FastAPI()


@app.get("/generate", response_class=TextStream)
def generate(prompt: str):
    for token in token_stream(prompt):
        yield token
