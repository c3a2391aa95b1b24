# Output without an end.
# got: printed more than 16 MiB

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    while True:
        print("gigabytes of this" * 100)
    yield "You "


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
