# The log, in memory that is shared with a process that has long ended.
# kind: K
# got: more for each byte of log
# most: 13

import mmap
import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

kept = []


def keep(log):
    """Map as much, and copy it."""
    size = os.fstat(log.fileno()).st_size
    memory = mmap.mmap(-1, size)
    while block := log.read(1 << 16):
        memory.write(block)
    kept[:] = [memory]


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
