# A second request wants what is new.
# must: exercise3.fresh
# may: exercise3.memory, exercise3.stalled-client
# says: kept

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
position = 0


def line_stream():
    global position
    with open("server.log", encoding="utf-8") as f:
        f.seek(position)
        while line := f.readline():
            yield line
        position = f.tell()


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
