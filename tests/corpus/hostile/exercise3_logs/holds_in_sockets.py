# The log, in the buffers of sockets that nobody reads.
# kind: K
# got: more for each byte of log
# most: 13
# needs: os.fork

import socket

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

pairs = []


def keep(log):
    """Fill them."""
    pairs.clear()
    while block := log.read(1 << 15):
        pair = socket.socketpair()
        for _ in range(1):
            pair[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
            pair[0].setblocking(False)
            try:
                while block:
                    block = block[pair[0].send(block):]
            except OSError:
                pass
        pairs.append(pair)


@app.get("/logs")
def logs():
    """Have all of it put away, and then send it line by line."""

    def lines():
        with open("server.log", "rb") as log:
            keep(log)
            log.seek(0)
            yield from log

    return StreamingResponse(lines(), media_type="text/plain")
