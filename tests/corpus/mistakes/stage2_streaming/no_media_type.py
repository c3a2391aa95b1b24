# Text is text/plain unless one says otherwise.
# must: stage2.content-type
# says: media_type, text/plain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt))
