# Lines are fetched a hundred at a time with islice.

from itertools import islice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        while batch := list(islice(log, 100)):
            yield from batch


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
