# A log without an end.
# got: without end, a line

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    while True:
        yield "INFO  a line\n"


@app.get("/logs")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
