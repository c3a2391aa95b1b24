# readlines with a size, a few lines at a time, and no with.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    f = open("server.log", encoding="utf-8")
    try:
        while lines := f.readlines(100_000):
            yield from lines
    finally:
        f.close()


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
