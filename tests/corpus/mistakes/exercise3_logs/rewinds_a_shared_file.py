# A file that is rewound for each request serves all of them.
# must: exercise3.two-readers
# says: one open file

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
log = None


def line_stream():
    global log
    if log is None or log.closed:
        log = open("server.log", "rb")
    log.seek(0)
    while lines := log.readlines(1 << 16):
        yield from lines


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
