# A generator starts again for every request.
# must: stage2.second-request, stage2.prompts
# may: stage2.incremental
# says: once

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
tokens = token_stream("hi")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(tokens, media_type="text/plain")
