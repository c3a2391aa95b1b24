"""Wrong: the whole log is read into memory."""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    """Yield the lines of a list."""
    with open("server.log", encoding="utf-8") as log:
        lines = log.readlines()
    yield from lines


@app.get("/logs")
def logs():
    """Answer with the lines."""
    return StreamingResponse(line_stream(), media_type="text/plain")
