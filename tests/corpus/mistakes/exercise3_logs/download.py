# A log is a download.
# must: exercise3.content-type
# says: octet-stream, text/plain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as f:
        yield from f


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="application/octet-stream")
