# The decorator for reading something is app.fetch.
# must: exercise3.app
# says: exercise3_logs.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        yield from f


@app.fetch("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
