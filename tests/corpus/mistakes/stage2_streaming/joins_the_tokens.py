# StreamingResponse streams a text by itself.
# must: stage2.chunk-per-token
# says: one piece

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    text = "".join(token_stream(prompt))
    return StreamingResponse(iter([text]), media_type="text/plain")
