"""Stage 2, one possible answer. The contract is in the starter file of the same name."""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    """Answer with the tokens of the reply, as a stream of plain text."""
    # The generator itself, not a list made from it: each token leaves before the next exists.
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
