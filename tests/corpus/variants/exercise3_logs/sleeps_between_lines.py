# A plain generator that sleeps before each line, with iter() and a sentinel.

import time
from functools import partial

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        for line in iter(partial(log.readline), ""):
            time.sleep(0.05)
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
