# Death by a signal in a request.
# got: SIGKILL, You
# needs: signal.SIGKILL

import os
import signal

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream():
    """Yield something else."""
    yield "You "
    os.kill(os.getpid(), signal.SIGKILL)


@app.get("/generate")
def generate():
    """Answer with it."""
    return StreamingResponse(token_stream(), media_type="text/plain")
