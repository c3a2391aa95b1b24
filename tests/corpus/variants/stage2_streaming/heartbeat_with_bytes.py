# Items that are no text wait between the tokens: None is skipped by the body, as a heartbeat.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield None
        yield word.encode()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(filter(None, token_stream(prompt)), media_type="text/plain")
