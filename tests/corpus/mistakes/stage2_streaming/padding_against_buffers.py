# A kilobyte of spaces behind each token makes browsers show it at once.
# must: stage2.body
# may: stage2.chunk-per-token, stage2.prompts, stage2.second-request, stage2.two-clients,
# stage2.incremental
# Seen in: cchen1872/RowboticsServer data/sse.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def padded(tokens):
    for token in tokens:
        yield token.ljust(1024)


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(padded(token_stream(prompt)), media_type="text/plain")
