# The log, in as many pipes as it takes.
# kind: K
# got: more for each byte of log
# most: 13
# needs: fcntl.fcntl

import fcntl
import os
from contextlib import suppress

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

pipes = []


def keep(log):
    """Fill them."""
    pipes.clear()
    while block := log.read(1 << 20):
        reads, writes = os.pipe()
        with suppress(OSError):
            fcntl.fcntl(writes, 1031, 1 << 20)
        os.set_blocking(writes, False)
        with suppress(OSError):
            os.write(writes, block)
        pipes.append((Ends(reads), Ends(writes)))


class Ends:
    """A descriptor that is closed with its object."""

    def __init__(self, number):
        self.number = number

    def __del__(self):
        os.close(self.number)


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
