# An endpoint yields what there is so far, as a page would show it.
# must: stage2.content-type, stage2.body
# says: JSON lines

from fastapi import FastAPI
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    so_far = ""
    for token in token_stream(prompt):
        so_far += token
        yield so_far
