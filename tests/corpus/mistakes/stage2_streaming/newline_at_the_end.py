# A text ends with a newline.
# must: stage2.body
# says: token

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def body(prompt):
    yield from token_stream(prompt)
    yield "\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
