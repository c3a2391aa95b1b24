"""Exercise 2, one possible answer. The contract is in the starter file of the same name."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str) -> Iterator[str]:
    """Yield the tokens of the reply, then [DONE]."""
    for token in words(prompt):
        yield f"data: {token}\n\n"
    # After the loop, so once and last.
    yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    """Answer with what token_stream yields, as plain text or as an event stream."""
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
