# The yield stands outside the loop, so only the last token is sent, after all the pauses.
# must: stage3.body
# may: stage3.chunk-per-token, stage3.pauses, stage3.one-per-step, stage3.ten-ms,
# stage3.answers-others, stage3.ten-streams
# Seen in: public code: an endpoint over http_server_manager.generate that loops over the tokens
# and answers after the loop

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
    yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
