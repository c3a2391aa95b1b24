# What another process holds does not count.
# must: exercise3.memory
# may: exercise3.stalled-client
# says: memory

import subprocess
import sys

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

CODE = "import sys; lines = open('server.log', 'rb').readlines(); sys.stdout.buffer.writelines(lines)"


def line_stream():
    with subprocess.Popen([sys.executable, "-c", CODE], stdout=subprocess.PIPE) as child:
        yield from child.stdout


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
