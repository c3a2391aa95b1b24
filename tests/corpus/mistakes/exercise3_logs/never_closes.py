# Open files close themselves.
# must: exercise3.handles
# says: open

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
opened = []


def line_stream():
    f = open("server.log", encoding="utf-8")
    opened.append(f)
    print(len(opened), "readers so far")
    for line in f:
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
