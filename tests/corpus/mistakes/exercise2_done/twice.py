# finally runs only when something went wrong.
# must: exercise2.done-once
# says: twice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    try:
        yield from words(prompt)
        yield "[DONE]"
    finally:
        yield "[DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
