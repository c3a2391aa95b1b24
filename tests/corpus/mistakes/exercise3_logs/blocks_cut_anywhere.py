# Blocks of the file are split into lines, and a line that crosses two blocks is cut.
# must: exercise3.line-per-chunk
# may: exercise3.memory, exercise3.stalled-client
# Seen in: yfann/TechGuidence python/fastapi/StreamingResponse.md (blocks of a file as chunks)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as log:
        while block := log.read(64):
            yield from block.splitlines(keepends=True)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
