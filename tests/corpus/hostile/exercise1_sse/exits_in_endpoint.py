# A polite end of the process in a request.
# got: SystemExit: hi and bye

import sys

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    """Leave."""
    sys.exit(f"{prompt} and bye")
