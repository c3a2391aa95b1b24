# A plain generator runs the async one with asyncio.run for each token, which closes it after the
# first.
# must: stage3.body
# may: stage3.answers, stage3.chunk-per-token, stage3.pauses, stage3.one-per-step, stage3.ten-ms,
# stage3.answers-others, stage3.ten-streams, stage3.never-blocks
# Seen in: JE-Chen in Integration-Automation/ReEdgeGPT issue #11 Stream sync version

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


def in_a_loop(stream):
    async def step():
        return await anext(stream)

    while True:
        try:
            yield asyncio.run(step())
        except StopAsyncIteration:
            return


@app.get("/generate-async")
def generate_async(prompt: str):
    return StreamingResponse(in_a_loop(token_stream_async(prompt)), media_type="text/plain")
