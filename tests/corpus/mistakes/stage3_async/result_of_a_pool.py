# A pool of threads does the waiting, and result() waits for it in the loop.
# must: stage3.pauses
# may: stage3.never-blocks, stage3.one-per-step, stage3.ten-ms, stage3.answers-others,
# stage3.ten-streams, stage3.chunk-per-token
# Seen in: mlrun/storey pull request #633 Fix event loop blocking by sync generators in streaming
# steps

import time
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
pool = ThreadPoolExecutor(max_workers=4)


async def token_stream_async(prompt: str):
    for token in words(prompt):
        pool.submit(time.sleep, 0.01).result()
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
