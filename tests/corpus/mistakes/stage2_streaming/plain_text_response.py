# PlainTextResponse is the streaming response for plain text.
# must: stage2.chunk-per-token
# says: one piece

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate", response_class=PlainTextResponse)
def generate(prompt: str):
    return "".join(token_stream(prompt))
