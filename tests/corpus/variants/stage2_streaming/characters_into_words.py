# The model gives single characters, and the body sends a token when its space is there.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield from word
        yield " "


def whole_words(prompt: str):
    word = ""
    for character in token_stream(prompt):
        word += character
        if character == " ":
            yield word
            word = ""


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(whole_words(prompt), media_type="text/plain")
