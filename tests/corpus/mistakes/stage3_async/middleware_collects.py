# A middleware joins the body so that it can be logged, and answers with the whole.
# must: stage3.chunk-per-token
# may: stage3.pauses, stage3.one-per-step, stage3.ten-ms, stage3.answers-others, stage3.ten-streams
# Seen in: teng-lin/notebooklm-py pull request #1941 Feat/baoku clone backend

import asyncio

from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


@app.middleware("http")
async def log_reply(request, call_next):
    response = await call_next(request)
    body = b"".join([chunk async for chunk in response.body_iterator])
    print(len(body), "bytes")
    return Response(body, response.status_code, media_type="text/plain")


async def token_stream_async(prompt: str):
    for token in words(prompt):
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
