# A thread that reads ahead into a queue is streaming too.
# must: exercise3.stalled-client, exercise3.memory
# says: memory

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
    lines = queue.Queue()
    threading.Thread(target=read_into, args=(lines,), daemon=True).start()
    while (line := lines.get()) is not None:
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
