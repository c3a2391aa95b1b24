# FastAPI streams whatever an endpoint returns.
# must: stage2.content-type, stage2.body
# says: JSON

from fastapi import FastAPI
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return "".join(token_stream(prompt))
