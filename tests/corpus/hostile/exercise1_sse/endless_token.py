# A token that is never complete.
# got: no sign of life, exercise1_sse.py:

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    token = ""
    while True:
        token += "You "
    yield token


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
