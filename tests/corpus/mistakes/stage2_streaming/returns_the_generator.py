# Returning the generator is enough to have it streamed.
# must: stage2.content-type, stage2.body
# says: JSON

from fastapi import FastAPI
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return token_stream(prompt)
