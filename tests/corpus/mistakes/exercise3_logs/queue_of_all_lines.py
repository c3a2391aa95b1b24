# All lines go into a deque, from which they are sent one by one.
# must: exercise3.memory
# may: exercise3.stalled-client
# Seen in: nitrobass24/seedsync issue #374 stream log files instead of readlines() (deque without
# maxlen)

from collections import deque

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        lines = deque(log)
    while lines:
        yield lines.popleft()


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
