# The log, in a process that has left the family.
# kind: K
# got: more for each byte of log or other bytes
# most: 13
# needs: os.fork

import os
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

def keep(log):
    """Have a process hold it that nobody knows."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            with open("server.log", "rb") as again:
                kept = again.read()
            while kept:
                time.sleep(1)
        os._exit(0)
    os.wait()


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
