# A generator in a generator in a generator.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def opened(path):
    with open(path, encoding="utf-8") as log:
        yield from log


def through(lines):
    for line in lines:
        yield line


def encoded(lines):
    return (line.encode() for line in lines)


@app.get("/logs")
def logs():
    return StreamingResponse(encoded(through(opened("server.log"))), media_type="text/plain")
