"""Stuck: the path operation never returns."""

import threading

from fastapi import FastAPI

app = FastAPI()


@app.get("/logs")
def logs():
    """Wait for ever in a worker thread."""
    threading.Event().wait()
