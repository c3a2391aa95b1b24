# A process that becomes another program, which answers nothing.
# kind: I
# got: exited with status 0 or not its own
# most: 1

import os
import sys

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    """Become one."""
    for descriptor in range(3, 256):
        try:
            os.set_inheritable(descriptor, True)
        except OSError:
            pass
    os.execv(sys.executable, [sys.executable, "-c", "import sys; sys.exit(0)"])
