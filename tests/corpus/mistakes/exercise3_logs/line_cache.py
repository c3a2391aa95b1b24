# linecache hands over any line of a file; it keeps the whole file, and ends its last line.
# must: exercise3.body
# may: exercise3.memory, exercise3.fresh, exercise3.stalled-client, exercise3.line-per-chunk,
# exercise3.two-readers
# Seen in: Ericsson/codechecker pull request #1227 remove linecache usage

import linecache
from itertools import count

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    for number in count(1):
        line = linecache.getline("server.log", number)
        if not line:
            return
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
