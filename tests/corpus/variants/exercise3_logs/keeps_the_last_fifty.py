# A window of fifty lines is kept for later, as a deque with a limit.

from collections import deque

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    last = deque(maxlen=50)
    with open("server.log", "rb") as log:
        for line in log:
            last.append(line)
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
