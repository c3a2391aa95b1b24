# A queue between the generator and the response is streaming, whoever fills it when.
# must: stage2.incremental
# says: collected

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def drain(queue):
    while not queue.empty():
        yield await queue.get()


@app.get("/generate")
def generate(prompt: str):
    queue = asyncio.Queue()
    for token in token_stream(prompt):
        queue.put_nowait(token)
    return StreamingResponse(drain(queue), media_type="text/plain")
