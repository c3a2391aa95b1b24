# A process that stops itself, and sleeps until somebody wakes it.
# kind: I
# got: no sign of life
# most: 1
# needs: signal.SIGSTOP

import os
import signal

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate-async")
async def generate(prompt: str):
    """Stop."""
    os.kill(os.getpid(), signal.SIGSTOP)
