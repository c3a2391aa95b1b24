# A log can be read when the server starts.
# must: exercise3.fresh
# may: exercise3.memory, exercise3.stalled-client
# says: read once

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

with open("server.log", encoding="utf-8") as f:
    LINES = f.readlines()


def line_stream():
    yield from LINES


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
