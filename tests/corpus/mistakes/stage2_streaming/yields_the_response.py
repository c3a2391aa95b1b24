# An endpoint that streams has to yield its response.
# must: stage2.answers
# may: stage2.content-type
# Seen in: Amm1rr/WebAI-to-API issue #11 Streaming is not working with examples

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    yield StreamingResponse(token_stream(prompt), media_type="text/plain")
