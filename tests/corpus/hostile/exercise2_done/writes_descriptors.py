# Noise on every open file, whoever opened it.
# got: file descriptor that is not its own

import os
from contextlib import suppress

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    for descriptor in range(3, 256):
        with suppress(OSError):
            os.write(descriptor, b"what a mess\n")
    yield "You "


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
