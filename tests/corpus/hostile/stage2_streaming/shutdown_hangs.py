# A right answer, and a shutdown that waits for ever.

import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


@asynccontextmanager
async def lifespan(app):
    """Wait for what never comes, once all is over."""
    yield
    await asyncio.Event().wait()


app = FastAPI(lifespan=lifespan)


@app.get("/generate")
def generate(prompt: str):
    """Answer rightly."""
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
