# StreamingResponse cuts a string into words.
# must: stage2.chunk-per-token
# says: character

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    reply = ""
    for token in token_stream(prompt):
        reply += token
    return StreamingResponse(reply, media_type="text/plain")
