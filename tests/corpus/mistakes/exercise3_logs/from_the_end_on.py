# A reader of a log wants what is new, so the stream begins at its end.
# must: exercise3.body
# may: exercise3.line-per-chunk, exercise3.fresh, exercise3.two-readers, exercise3.memory,
# exercise3.stalled-client, exercise3.handles
# Seen in: page "Streaming APIs with FastAPI and Next.js, Part 2" (roastdev.com)

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        log.seek(0, os.SEEK_END)
        for line in log:
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
