# Who looks at a log wants its end.
# must: exercise3.body
# says: line

from collections import deque

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        yield from deque(f, maxlen=5)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
