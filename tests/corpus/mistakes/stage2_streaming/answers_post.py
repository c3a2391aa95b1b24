# Who generates something says POST.
# must: stage2.answers
# says: GET

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.post("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
