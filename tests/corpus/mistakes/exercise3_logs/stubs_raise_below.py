# The stub's raise may stay where it is, below the answer.
# must: exercise3.answers
# says: raise is still there, exercise3_logs.py:10, delete it

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        yield from log
    raise NotImplementedError("exercise3_logs: line_stream")


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
