# A response class hands a coroutine a function that sends, instead of going through an iterator.
# Seen in: public code: a ChatOpenAIStreamingResponse built on StreamingResponse with
# generate(send)

from fastapi import FastAPI
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class Pushed(StreamingResponse):
    media_type = "text/plain"

    def __init__(self, generate):
        super().__init__(iter(()))
        self.generate = generate

    async def stream_response(self, send):
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})

        async def push(text: str) -> None:
            await send(
                {"type": "http.response.body", "body": text.encode(), "more_body": True}
            )

        await self.generate(push)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    async def answer(push) -> None:
        async for token in iterate_in_threadpool(token_stream(prompt)):
            await push(token)

    return Pushed(answer)
