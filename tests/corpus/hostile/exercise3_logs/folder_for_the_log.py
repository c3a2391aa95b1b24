# A folder in the place of the log.
# got: it has put something else in the place of server.log
# needs: os.mkdir

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        yield from log
    os.remove("server.log")
    os.mkdir("server.log")


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
