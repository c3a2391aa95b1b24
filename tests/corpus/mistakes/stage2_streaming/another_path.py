# The path is free.
# must: stage2.answers
# says: /generate

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/stream")
def stream(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
