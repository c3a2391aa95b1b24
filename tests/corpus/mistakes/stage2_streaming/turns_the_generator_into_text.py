# str() of a generator is its text.
# must: stage2.body
# says: <generator object token_stream>

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(iter([str(token_stream(prompt))]), media_type="text/plain")
