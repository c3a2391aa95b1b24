# splitlines() cuts where a file has its lines.
# must: exercise3.line-per-chunk, exercise3.memory, exercise3.stalled-client
# says: splitlines

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    yield from Path("server.log").read_text(encoding="utf-8").splitlines(keepends=True)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
