# The log, in a file in memory whose only descriptor is under way in a socket.
# kind: K
# got: more for each byte of log or Function not implemented
# most: 13
# needs: os.memfd_create

import os
import socket

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

ends = socket.socketpair()


def keep(log):
    """Copy it, send the descriptor, and close it."""
    file = os.memfd_create("kept")
    while block := log.read(1 << 16):
        os.write(file, block)
    socket.send_fds(ends[0], [b"x"], [file])
    os.close(file)


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
