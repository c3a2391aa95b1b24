# Small pieces are collected until there are twenty characters, to spare the network.
# must: stage2.chunk-per-token
# may: stage2.incremental
# Seen in: holdgh/ApeRAG models/llm_out/baichuan_llm.py (stream_interval)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def buffered(tokens, size: int = 20):
    buffer = ""
    for token in tokens:
        buffer += token
        if len(buffer) >= size:
            yield buffer
            buffer = ""
    if buffer:
        yield buffer


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(buffered(token_stream(prompt)), media_type="text/plain")
