# A class is the log: each iteration over it opens the file again.
# Seen in: public code: a LogService class with a generator method behind FastAPI

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse


class Log:
    def __init__(self, path: Path):
        self.path = path

    def __iter__(self):
        log = self.path.open(encoding="utf-8", newline="")
        try:
            yield from log
        finally:
            log.close()


app = FastAPI()
log = Log(Path("server.log"))


def line_stream():
    return iter(log)


@app.get("/logs")
def logs():
    return StreamingResponse(log, media_type="text/plain")
