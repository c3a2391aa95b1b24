# A generator that waits for ever.
# got: no sign of life, exercise1_sse.py:11, threading.Event().wait()

import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    threading.Event().wait()
    yield "You "


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
