# open, try and finally, with readline and a sentinel of iter, encoded on the way.
# Seen in: suitenumerique/docs pull request #2171 Refactor document content management
# (iter(lambda: file.read(8192), b""))

from operator import methodcaller

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    log = open("server.log", mode="rt", encoding="utf-8")
    try:
        yield from map(methodcaller("encode", "utf-8"), iter(log.readline, ""))
    finally:
        log.close()


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain; charset=utf-8")
