# The file's own buffer has 24 MB.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb", buffering=24 << 20) as log:
        yield from log


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
