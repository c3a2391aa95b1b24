# Who reads a log wants its newest line first.
# must: exercise3.body
# says: another order

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def backwards(path, size=1 << 16):
    with open(path, "rb") as log:
        at, rest = log.seek(0, os.SEEK_END), b""
        while at:
            step = min(size, at)
            at = log.seek(at - step)
            first, *lines = (log.read(step) + rest).splitlines(keepends=True) or [b""]
            rest = first
            yield from reversed(lines)
        if rest:
            yield rest


@app.get("/logs")
def logs():
    return StreamingResponse(backwards("server.log"), media_type="text/plain")
