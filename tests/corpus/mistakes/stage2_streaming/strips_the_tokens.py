# HTTP separates the chunks, so the spaces can go.
# must: stage2.body
# says: white space

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def words(prompt: str):
    for token in token_stream(prompt):
        yield token.strip()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(words(prompt), media_type="text/plain")
