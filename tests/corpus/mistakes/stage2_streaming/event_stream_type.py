# Streaming means text/event-stream.
# must: stage2.content-type
# says: text/event-stream, text/plain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
