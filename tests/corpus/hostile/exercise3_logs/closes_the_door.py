# A server that closes the socket it was given, once it has answered.
# kind: I
# got: printed more than 16 MiB or broke off or refused or not its own or no sign of life

import os
import socket
import stat

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/logs")
async def logs():
    """Answer the first rightly."""
    for descriptor in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                with socket.socket(fileno=os.dup(descriptor)) as end:
                    if end.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                        end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
    with open("server.log", encoding="utf-8") as log:
        return StreamingResponse(iter(list(log)), media_type="text/plain")
