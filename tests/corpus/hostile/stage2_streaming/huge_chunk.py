# A body of 256 MB in one piece.
# got: without end, You You

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(iter([b"You " * (64 << 20)]), media_type="text/plain")
