# What takes time is awaited.
# must: stage2.answers
# says: TypeError, stage2_streaming.py:10

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(await token_stream(prompt), media_type="text/plain")
