# Each block of a file can be decoded by itself.
# must: exercise3.fresh
# says: longer log, changed

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    rest = ""
    with open("server.log", "rb") as log:
        while block := log.read(4096):
            *lines, rest = (rest + block.decode("utf-8", "ignore")).split("\n")
            for line in lines:
                yield line + "\n"
    if rest:
        yield rest


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
