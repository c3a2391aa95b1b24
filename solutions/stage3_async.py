"""Stage 3, one possible answer. The contract is in the starter file of the same name."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str) -> AsyncIterator[str]:
    """Yield each token of the reply after a pause of 10 milliseconds."""
    for token in words(prompt):
        # While this waits, the server answers others; time.sleep would hold them all up.
        await asyncio.sleep(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str) -> StreamingResponse:
    """Answer with the tokens of the reply, as a stream of plain text."""
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
