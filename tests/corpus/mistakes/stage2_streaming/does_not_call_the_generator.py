# StreamingResponse calls the generator by itself.
# must: stage2.answers
# says: function

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream, media_type="text/plain")
