"""Exercise 3, one possible answer. The contract is in the starter file of the same name."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream() -> Iterator[str]:
    """Yield the lines of server.log, one at a time."""
    with open("server.log", encoding="utf-8") as log:
        # A file hands over one line at a time; read() and readlines() would load it all.
        yield from log


@app.get("/logs")
def logs() -> StreamingResponse:
    """Answer with the lines of the log, as a stream of plain text."""
    return StreamingResponse(line_stream(), media_type="text/plain")
