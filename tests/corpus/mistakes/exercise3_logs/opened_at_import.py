# An open file can be read by every request.
# must: exercise3.fresh
# may: exercise3.memory, exercise3.stalled-client
# says: open

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
log = open("server.log", encoding="utf-8")


def line_stream():
    for line in log:
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
