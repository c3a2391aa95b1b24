# The log as a second name of a file of its own.
# kind: D
# got: something else in the place of server.log

import os
from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/logs")
def logs():
    """Answer, and put a second name of what came into the log's place."""
    text = Path("server.log").read_bytes()
    with suppress(OSError):
        os.link("server.log", "mine")
    return StreamingResponse(iter(text.splitlines(keepends=True)), media_type="text/plain")
