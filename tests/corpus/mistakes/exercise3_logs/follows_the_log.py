# A log stream goes on like tail -f.
# must: exercise3.answers
# says: exercise3_logs.py:16

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        while True:
            line = f.readline()
            if line:
                yield line
            else:
                time.sleep(0.1)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
