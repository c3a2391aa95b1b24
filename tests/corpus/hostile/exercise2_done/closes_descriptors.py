# The end of every open file, whoever opened it.
# got: file descriptor that is not its own

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    os.closerange(3, 256)
    yield "You "


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
