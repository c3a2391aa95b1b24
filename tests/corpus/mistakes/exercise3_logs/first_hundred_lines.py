# A hundred lines are enough for anybody.
# must: exercise3.fresh
# says: line

from itertools import islice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        yield from islice(f, 100)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
