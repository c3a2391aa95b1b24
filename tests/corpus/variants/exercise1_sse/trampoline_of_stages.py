# Three stages, each a generator on the one before: number, frame, encode; send() counts.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def counter():
    count = 0
    while True:
        count += yield count


def numbered(tokens):
    count = counter()
    next(count)
    for token in tokens:
        yield count.send(1), token


def framed(pairs):
    for number, token in pairs:
        yield f"id: {number}\ndata: {token}\n\n"


def token_stream(prompt: str):
    return (event.encode() for event in framed(numbered(words(prompt))))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
