# The log, in a file that exists in memory only and is not mapped.
# kind: K
# got: more for each byte of log or Function not implemented or wrote more than
# most: 13
# needs: os.memfd_create

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

kept = []


def keep(log):
    """Copy it."""
    kept.append(os.memfd_create("kept"))
    while block := log.read(1 << 16):
        os.write(kept[-1], block)
    os.close(kept.pop(0)) if len(kept) > 1 else None


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
