# An async generator around the plain one.

from fastapi import FastAPI, Query
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def body(prompt: str):
    for token in token_stream(prompt):
        yield token


@app.get("/generate")
async def generate(q: str = Query(alias="prompt")):
    return StreamingResponse(body(q), media_type="text/plain")
