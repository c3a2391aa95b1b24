# A byte is enough for a character.
# must: stage2.prompts
# says: prompt

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def encoded(prompt: str):
    for token in token_stream(prompt):
        yield token.encode("latin-1", errors="replace")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(encoded(prompt), media_type="text/plain")
