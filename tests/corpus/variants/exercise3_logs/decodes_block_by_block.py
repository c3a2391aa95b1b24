# An incremental decoder over blocks, and lines cut with partition.

import codecs

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = []
    with open("server.log", "rb") as log:
        while block := log.read(8192):
            *lines, last = decoder.decode(block).split("\n")
            for line in lines:
                yield "".join(rest) + line + "\n"
                rest.clear()
            rest.append(last)
    if any(rest):
        yield "".join(rest)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
