# In an async generator every loop has to be an async for.
# must: stage2.answers
# says: async for
# Seen in: 567-labs/instructor pull request #570 use `async for` instead of `for` for streaming
# FastAPI resp

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def body(prompt: str):
    async for token in token_stream(prompt):
        yield token


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
