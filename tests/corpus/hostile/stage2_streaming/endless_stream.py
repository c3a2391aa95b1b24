# A stream without an end.
# got: without end, You You

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    while True:
        yield "You "


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
