# The loop is not indented under the with, so the file is closed when it begins.
# line: 37, 38
# mend: indent the loop under the with

r"""Exercise 3: a log file sent line by line, however large it is.

Provide   line_stream(), a generator (the endpoint is done)
In        the file server.log of the folder the server was started in, UTF-8 text
Out       every line of it, in order, each with its line end
Fresh     each request opens the file anew, so lines added since are there
Small     hold one line at a time, never the whole file: the log may be larger than the memory

With a server.log of these bytes, /logs sends four chunks (the second line is blank, the last has
no newline):

    file     b"start\n\n  listening\nbye"
    chunks   b"start\n"  b"\n"  b"  listening\n"  b"bye"

Try it    put a server.log into the folder where you type this:
          python -m uvicorn --app-dir starter exercise3_logs:app
          curl -N "http://127.0.0.1:8000/logs"      (in a second terminal)
Grade it  nox -s grade -- exercise3
"""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream() -> Iterator[str]:
    """Yield the lines of server.log, one at a time."""
    with open("server.log", encoding="utf-8") as f:
        lines = f
    for line in lines:
        yield line


@app.get("/logs")
def logs() -> StreamingResponse:
    """Answer with the lines of the log, as a stream of plain text."""
    return StreamingResponse(line_stream(), media_type="text/plain")
