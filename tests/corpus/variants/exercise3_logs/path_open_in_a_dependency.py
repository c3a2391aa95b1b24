# A dependency opens the log with Path.open and closes it when the response is over.

from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
LOG = Path("server.log")


def open_log():
    with LOG.open("rb") as log:
        yield log


@app.get("/logs")
def logs(log: Annotated[object, Depends(open_log)]):
    return StreamingResponse((line for line in log), media_type="text/plain")
