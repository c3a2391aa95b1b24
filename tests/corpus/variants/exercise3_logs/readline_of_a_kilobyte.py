# readline is given a limit, so that a line without an end cannot fill the memory; longer lines come in parts.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
AT_MOST = 1024


def line_stream():
    with open("server.log", "rb") as log:
        while part := log.readline(AT_MOST):
            yield part


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
