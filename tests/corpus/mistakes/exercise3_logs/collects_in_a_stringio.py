# A StringIO is a file and no memory.
# must: exercise3.memory, exercise3.stalled-client
# says: memory

import io

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    whole = io.StringIO()
    with open("server.log", encoding="utf-8") as log:
        for line in log:
            whole.write(line)
    whole.seek(0)
    yield from whole


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
