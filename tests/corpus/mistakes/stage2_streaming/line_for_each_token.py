# A client reads line by line, so each token is a line.
# must: stage2.body
# says: white space

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def lines(prompt: str):
    for token in token_stream(prompt):
        yield token + "\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(lines(prompt), media_type="text/plain")
