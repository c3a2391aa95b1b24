# The content type stands among the headers, beside those that tell proxies not to buffer.
# Seen in: JeanPearShapeShifter/InCubePlatform backend/app/core/sse.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
HEADERS = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-cache",
    "X-Accel-Buffering": "no",
}


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), headers=HEADERS)
