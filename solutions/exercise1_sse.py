"""Exercise 1, one possible answer. The contract is in the starter file of the same name."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str) -> Iterator[str]:
    """Yield one event for each token of the reply."""
    for token in words(prompt):
        # EventSource drops the one space after the colon; the space that ends the token stays.
        yield f"data: {token}\n\n"


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    """Answer with the events of token_stream, as an event stream."""
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
