# A task group of AnyIO with a producer, and a memory object stream that brings the tokens.

from datetime import timedelta

import anyio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
PAUSE = timedelta(milliseconds=10)


class TokenResponse(StreamingResponse):
    media_type = "text/plain"

    def __init__(self, prompt: str) -> None:
        self.sending, self.receiving = anyio.create_memory_object_stream(0)
        self.prompt = prompt
        super().__init__(self.receiving)

    async def produce(self) -> None:
        async with self.sending:
            for token in token_stream(self.prompt):
                await anyio.sleep(PAUSE.total_seconds())
                await self.sending.send(token)

    async def __call__(self, scope, receive, send) -> None:
        async with anyio.create_task_group() as tasks, self.receiving:
            tasks.start_soon(self.produce)
            await super().__call__(scope, receive, send)


@app.get("/generate-async")
async def generate_async(prompt: str):
    return TokenResponse(prompt)
