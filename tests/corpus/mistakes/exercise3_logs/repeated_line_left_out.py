# A line that repeats the one before says nothing new.
# must: exercise3.fresh
# says: longer log, left out

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    last = None
    with open("server.log", "rb") as log:
        for line in log:
            if line != last or line == b"\n":
                yield line
            last = line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
