# tee() copies an iterator for nothing.
# must: exercise3.memory
# may: exercise3.stalled-client
# says: memory

from itertools import tee

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        lines, counted = tee(log)
        yield from lines
        sum(1 for _ in counted)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
