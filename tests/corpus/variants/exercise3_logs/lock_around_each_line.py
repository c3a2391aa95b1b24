# Readers take turns: a lock is held for each line, each with a file of its own.

import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

lock = threading.Lock()


def line_stream():
    with open("server.log", "rb") as log:
        while True:
            with lock:
                line = log.readline()
            if not line:
                break
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
