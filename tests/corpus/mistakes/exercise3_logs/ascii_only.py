# A log is written in ASCII.
# must: exercise3.body
# says: encoding

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="ascii", errors="replace") as f:
        yield from f


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
