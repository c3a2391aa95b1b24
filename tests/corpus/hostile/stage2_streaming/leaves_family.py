# A right answer, and a process without a parent that has a child of its own.

import subprocess
import sys

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

SLEEP = [sys.executable, "-c", "import time; time.sleep(10**6)"]
FAMILY = f"import subprocess; subprocess.run({SLEEP!r})"
ORPHAN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {FAMILY!r}])"
subprocess.run([sys.executable, "-c", ORPHAN], start_new_session=True, check=True)


@app.get("/generate")
def generate(prompt: str):
    """Answer rightly."""
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
