# A dependency that yields the generator, and a BaseHTTPMiddleware that adds a header.

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, FastAPI, Query
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream
from starlette.middleware.base import BaseHTTPMiddleware


class Signed(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["x-signed"] = "yes"
        return response


def tokens(prompt: Annotated[str, Query()]):
    print("opening the model")
    try:
        yield token_stream(prompt)
    finally:
        print("closing the model")


app = FastAPI()
app.add_middleware(Signed)


@app.get("/generate", response_class=StreamingResponse)
def generate(stream: Annotated[Iterator[str], Depends(tokens)]) -> StreamingResponse:
    return StreamingResponse(stream, media_type="text/plain")
