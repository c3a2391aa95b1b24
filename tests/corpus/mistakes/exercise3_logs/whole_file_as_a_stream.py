# The bytes of the whole file become a stream with BytesIO.
# must: exercise3.memory
# may: exercise3.stalled-client
# says: whole
# Seen in: jaowens14/GRLRR_CONTROL log_server.py

import io
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with io.BytesIO(Path("server.log").read_bytes()) as log:
        yield from log


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
