# A thousand lines are as many as a log has.
# must: exercise3.fresh
# says: fixed number of lines

from itertools import islice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        yield from islice(log, 1000)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
