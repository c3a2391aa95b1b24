# An endpoint that yields streams plain text.
# must: stage2.content-type, stage2.body
# says: JSON lines

from fastapi import FastAPI
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    yield from token_stream(prompt)
