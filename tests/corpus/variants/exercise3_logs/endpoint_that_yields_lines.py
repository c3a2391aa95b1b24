# The endpoint itself yields the lines, and a response class says that they are plain text.
# Seen in: fastapi.tiangolo.com, Stream Data (a StreamingResponse with yield)

from collections.abc import Iterable

from fastapi import FastAPI
from fastapi.responses import StreamingResponse


class Lines(StreamingResponse):
    media_type = "text/plain"


app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        yield from log


@app.get("/logs", response_class=Lines)
def logs() -> Iterable[str]:
    for line in line_stream():
        yield line
