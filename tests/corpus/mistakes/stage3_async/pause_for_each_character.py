# A long word takes its time: 10 milliseconds for each of its characters.
# must: stage3.one-per-step
# may: stage3.ten-ms, stage3.answers-others, stage3.ten-streams
# Seen in: public code: MockLLM.stream_generate, a character every few milliseconds

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01 * len(token))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
