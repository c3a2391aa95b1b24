# An exception whose message steers a terminal.
# got: LookupError, out of words, exercise2_done.py:11

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    yield "You "
    print("\x1b[2J\x1b[31mred\x07\x9b1m")
    raise LookupError("\x1b[2J\x1b]0;title\x07 out of words \u202e\r")


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
