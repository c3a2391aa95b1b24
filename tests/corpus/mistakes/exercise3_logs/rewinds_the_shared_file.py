# One file is open for all requests, and each of them rewinds it first.
# must: exercise3.two-readers
# may: exercise3.handles, exercise3.fresh
# Seen in: microsoft/CodeGenerationPoisoning examples, robinleruth/sc2_speaker stream_logs.py (one
# position for all)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
files = []


def line_stream():
    if not files:
        files.append(open("server.log", "rb"))
    log = files[0]
    log.seek(0)
    while line := log.readline():
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
