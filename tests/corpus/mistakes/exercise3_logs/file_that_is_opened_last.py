# The file that was opened last is the file of every reader.
# must: exercise3.two-readers
# says: one open file

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

current = {}


def line_stream():
    current["log"] = open("server.log", "rb")
    for line in iter(lambda: current["log"].readline(), b""):
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
