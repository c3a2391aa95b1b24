# A working directory that is gone with the log in it.
# kind: D
# got: PermissionError or other bytes or other text or line or status

import os
import shutil

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
HERE = os.getcwd()


@app.get("/logs")
def logs():
    """Remove all there is, and the folder itself."""
    shutil.rmtree(HERE, ignore_errors=True)
    os.rename(HERE, HERE + "-moved")
    return StreamingResponse(iter(["a\n"]), media_type="text/plain")
