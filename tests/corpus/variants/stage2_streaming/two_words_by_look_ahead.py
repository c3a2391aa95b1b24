# The model gives a space before each word; a token is known to be whole when the next one begins.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    first, *rest = f"You said: {prompt}. Here is a streamed answer.".split()
    yield first
    for word in rest:
        yield " " + word
    yield " "


def body(prompt: str):
    buffer = ""
    for piece in token_stream(prompt):
        buffer += piece
        while " " in buffer:
            word, _, buffer = buffer.partition(" ")
            yield word + " "


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
