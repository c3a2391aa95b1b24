# A blocking source goes into a thread as a whole, so that the loop stays free.
# must: stage2.incremental
# may: stage2.chunk-per-token
# says: collect
# Seen in: NVIDIA/NeMo-Agent-Toolkit pull request #1565 Add HuggingFace Inference API and Embedder
# providers

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def body(prompt: str):
    for token in await asyncio.to_thread(lambda: list(token_stream(prompt))):
        yield token


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
