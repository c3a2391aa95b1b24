# exit() ends the generator.
# must: exercise3.answers
# says: exit

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            yield line
    os._exit(0)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
