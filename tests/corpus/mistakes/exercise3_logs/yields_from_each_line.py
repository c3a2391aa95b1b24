# yield from a line yields the line.
# must: exercise3.line-per-chunk
# may: exercise3.memory, exercise3.stalled-client
# says: character

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            yield from line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
