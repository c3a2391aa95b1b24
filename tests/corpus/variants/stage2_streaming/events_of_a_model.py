# The source yields objects around the tokens, a start and an end too; the body takes the texts out.

from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


@dataclass
class Event:
    kind: str
    text: str = ""


def token_stream(prompt: str):
    yield Event("start")
    for word in words(prompt):
        yield Event("token", word)
    yield Event("usage")
    yield Event("end")


def body(prompt: str):
    for event in token_stream(prompt):
        if event.kind == "token":
            yield event.text


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
