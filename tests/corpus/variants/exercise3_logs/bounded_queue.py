# A thread reads ahead, but only as far as a queue of four lines allows.

import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def read_into(lines):
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            lines.put(line)
    lines.put(None)


def line_stream():
    lines = queue.Queue(maxsize=4)
    threading.Thread(target=read_into, args=(lines,), daemon=True).start()
    while (line := lines.get()) is not None:
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
