# What is longer than a page of memory is no line.
# must: exercise3.fresh
# may: exercise3.memory, exercise3.stalled-client
# says: longer log, left out

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as log:
        for line in log:
            yield line if len(line) <= 4096 else line[:4095] + b"\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
