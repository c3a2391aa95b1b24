# The prompt is part of the path.
# must: stage2.answers
# says: /generate

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate/{prompt}")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
