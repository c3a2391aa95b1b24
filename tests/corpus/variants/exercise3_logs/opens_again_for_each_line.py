# The place is noted after each line, and the file opened anew there.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    place = 0
    while True:
        with open("server.log", "rb") as log:
            log.seek(place)
            line = log.readline()
            place = log.tell()
        if not line:
            return
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
