# A header of its own overrides the media type without a word.
# must: stage2.content-type
# says: text/event-stream
# Seen in: tilesprivacy/tiles pull request #126 Integrate Pi + Sessions

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(
        token_stream(prompt),
        media_type="text/plain",
        headers={"Cache-Control": "no-cache", "Content-Type": "text/event-stream"},
    )
