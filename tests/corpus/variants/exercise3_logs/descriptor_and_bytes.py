# The log is opened as a file descriptor, and its lines stay bytes.
# Seen in: public code: endpoints that stream open(path, "rb") in FastAPI

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    descriptor = os.open("server.log", os.O_RDONLY)
    with os.fdopen(descriptor, "rb", buffering=1 << 16) as log:
        yield from log


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
