# A link in the place of the log, which leads to somebody else's file.
# got: it has put something else in the place of server.log
# needs: os.symlink

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        yield from log
    os.remove("server.log")
    os.symlink(os.path.expanduser("~/not-mine"), "server.log")


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
