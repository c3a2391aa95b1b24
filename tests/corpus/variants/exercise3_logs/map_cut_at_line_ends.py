# A mapped file, cut at each line end that find() meets.

import mmap

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as log:
        start = 0
        while (end := log.find(b"\n", start)) != -1:
            yield log[start : end + 1]
            start = end + 1
        if start < len(log):
            yield log[start:]


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
