# A right answer, and processes that nobody ends, one in a session of its own.

import subprocess
import sys

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

SLEEP = [sys.executable, "-c", "import time; time.sleep(10**6)"]
subprocess.Popen(SLEEP)
subprocess.Popen(SLEEP, start_new_session=True)


@app.get("/generate")
def generate(prompt: str):
    """Answer rightly."""
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
