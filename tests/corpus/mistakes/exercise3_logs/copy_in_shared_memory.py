# A mapped copy of the file is no memory.
# must: exercise3.memory, exercise3.stalled-client
# says: memory

import mmap
import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as log:
        size = os.fstat(log.fileno()).st_size
        copy = mmap.mmap(-1, size)
        copy.write(log.read())
        copy.seek(0)
        yield from iter(copy.readline, b"")


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
