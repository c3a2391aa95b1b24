# A mapped file.

import mmap

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as f:
        with mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield from iter(mapped.readline, b"")


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
