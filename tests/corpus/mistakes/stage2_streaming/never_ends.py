# A streaming endpoint goes on as long as the client listens.
# must: stage2.answers
# says: end

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def forever(prompt: str):
    while True:
        yield from token_stream(prompt)


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(forever(prompt), media_type="text/plain")
