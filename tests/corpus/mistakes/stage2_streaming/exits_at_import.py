# The main block needs no guard.
# must: stage2.app
# says: SystemExit

import sys

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


for token in token_stream("hi"):
    print(token)
sys.exit(0)
