# readlines() is how one loops over lines.
# must: exercise3.memory, exercise3.stalled-client
# says: memory

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f.readlines():
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
