# An exception after the third chunk.
# got: You said: hi., LookupError: out of words, _sse.py:10

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    yield from ("You ", "said: ", "hi. ")
    raise LookupError("out of words")


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
