# StreamingResponse needs a list to go through.
# must: stage2.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    tokens = list(token_stream(prompt))
    return StreamingResponse(tokens, media_type="text/plain")
