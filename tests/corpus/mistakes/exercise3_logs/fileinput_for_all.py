# The module fileinput opens a file of its own for each loop.
# must: exercise3.two-readers
# says: already active

import fileinput

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with fileinput.input("server.log", encoding="utf-8") as log:
        yield from log


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
