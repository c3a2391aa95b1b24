# Any log will do.
# must: exercise3.answers
# says: server.log

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("app.log", encoding="utf-8") as f:
        yield from f


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
