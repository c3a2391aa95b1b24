# server.log lies beside the program.
# must: exercise3.answers
# says: working directory

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
LOG = Path(__file__).parent / "server.log"


def line_stream():
    with LOG.open(encoding="utf-8") as f:
        yield from f


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
