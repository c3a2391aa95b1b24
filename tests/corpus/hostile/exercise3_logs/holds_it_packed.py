# The log, packed: what it needs depends on what is in it.
# kind: K
# got: more for each byte of log or no sign of life
# most: 13

import zlib

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

kept = []


def keep(log):
    """Pack it."""
    packer = zlib.compressobj(1)
    kept[:] = [packer.compress(block) for block in iter(lambda: log.read(1 << 16), b"")]
    kept.append(packer.flush())


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
