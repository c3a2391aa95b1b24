# One model object serves all requests, and remembers what it was asked.
# must: stage3.ten-streams
# may: stage3.body
# says: another request's prompt, global

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


class Model:
    prompt = ""

    async def token(self, number: int) -> str | None:
        await asyncio.sleep(0.01)
        tokens = list(token_stream(self.prompt))
        return tokens[number] if number < len(tokens) else None


model = Model()


async def token_stream_async(prompt: str):
    model.prompt, number = prompt, 0
    for number, _ in enumerate(token_stream(prompt)):
        yield await model.token(number)


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
