# A thread reads ahead, at most a thousand lines.

import queue
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def read(lines):
    with open("server.log", encoding="utf-8") as log:
        for line in log:
            lines.put(line)
    lines.put(None)


def line_stream():
    lines = queue.Queue(1000)
    threading.Thread(target=read, args=(lines,), daemon=True).start()
    yield from iter(lines.get, None)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
