# A class with __aiter__ and __anext__, whose pause is a wait that times out.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


class token_stream_async:
    def __init__(self, prompt: str):
        self.words = iter(f"You said: {prompt}. Here is a streamed answer.".split())

    def __aiter__(self):
        return self

    async def __anext__(self) -> str:
        try:
            await asyncio.wait_for(asyncio.Event().wait(), timeout=0.01)
        except asyncio.TimeoutError:
            pass
        for word in self.words:
            return word + " "
        raise StopAsyncIteration


@app.get("/generate-async")
def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
