"""Endless: chunks of 64 KiB for as long as somebody reads them."""

import itertools

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    """Answer without an end."""
    return StreamingResponse(itertools.repeat("x" * 65_536), media_type="text/plain")
