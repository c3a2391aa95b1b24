# The log, held in a list, and cut down to a line before it grows too long.
# kind: K
# got: it has changed server.log
# most: 12

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/logs")
def logs():
    """Leave of a long log what fits."""
    with open("server.log", "r+b") as log:
        lines = log.readlines()
        if sum(map(len, lines)) > 100_000:
            log.truncate(len(lines[0]))
            lines = lines[:1]
    return StreamingResponse(iter(lines), media_type="text/plain")
