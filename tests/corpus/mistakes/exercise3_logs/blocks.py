# Blocks of 64 bytes are as good as lines.
# must: exercise3.line-per-chunk
# may: exercise3.memory, exercise3.stalled-client
# says: lines

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as f:
        while block := f.read(64):
            yield block


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
