# A dependency that yields, a middleware in pure ASGI, and a class that frames the events.

from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class NoCache:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def with_header(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"cache-control", b"no-cache")]
            await send(message)

        await self.app(scope, receive, with_header)


class Framed:
    def __init__(self, tokens):
        self.tokens = tokens

    def __iter__(self):
        return self

    def __next__(self) -> bytes:
        return b"data: %b\n\n" % next(self.tokens).encode()


async def events(prompt: str):
    yield Framed(iter(token_stream(prompt)))


def create() -> FastAPI:
    app = FastAPI()
    app.add_middleware(NoCache)

    @app.get("/generate")
    async def generate(stream: Annotated[Framed, Depends(events)]):
        return StreamingResponse(stream, media_type="text/event-stream; charset=utf-8")

    return app


app = create()
