# Tokens from another module may be collected first.
# must: stage2.incremental
# says: collected

import stage1_generator
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    tokens = list(stage1_generator.token_stream(prompt))
    return StreamingResponse(iter(tokens), media_type="text/plain")
