# A memory map costs nothing, so it can be split into lines at once.
# must: exercise3.memory
# may: exercise3.stalled-client
# Seen in: thedotmack/claude-mem issue #1203 GET /api/logs?lines=1 reads the entire log file into
# memory

import mmap

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as log:
        with mmap.mmap(log.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            *lines, last = mapped[:].split(b"\n")
    for line in lines:
        yield line + b"\n"
    if last:
        yield last


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
