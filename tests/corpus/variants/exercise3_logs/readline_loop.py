# A readline loop in an endpoint that yields, with Path.open.

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse


class TextStream(StreamingResponse):
    media_type = "text/plain"


app = FastAPI()


@app.get("/logs", response_class=TextStream)
def logs():
    with Path("server.log").open(encoding="utf-8", newline="") as f:
        while True:
            line = f.readline()
            if not line:
                return
            yield line
