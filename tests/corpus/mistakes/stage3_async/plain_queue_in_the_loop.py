# A thread fills a queue at the right pace, and its blocking get is called in the loop.
# must: stage3.pauses
# may: stage3.never-blocks, stage3.one-per-step, stage3.ten-ms, stage3.answers-others,
# stage3.ten-streams, stage3.chunk-per-token
# Seen in: pipecat-ai/pipecat pull request #2 Adding queue transportation to services

import queue
import threading
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def fill(tokens, out) -> None:
    for token in tokens:
        time.sleep(0.01)
        out.put(token)
    out.put(None)


async def token_stream_async(prompt: str):
    tokens: queue.Queue = queue.Queue()
    threading.Thread(target=fill, args=(words(prompt), tokens), daemon=True).start()
    while (token := tokens.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
