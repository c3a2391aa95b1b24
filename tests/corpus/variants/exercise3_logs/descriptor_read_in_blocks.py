# os.read and its own cutting of lines.

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    log = os.open("server.log", os.O_RDONLY)
    try:
        rest = bytearray()
        while block := os.read(log, 1 << 15):
            begin = len(rest)
            rest += block
            while (end := rest.find(b"\n", begin)) != -1:
                yield bytes(rest[: end + 1])
                del rest[: end + 1]
                begin = 0
        if rest:
            yield bytes(rest)
    finally:
        os.close(log)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
