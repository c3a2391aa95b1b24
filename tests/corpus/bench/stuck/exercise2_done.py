"""Stuck: the app's start-up never ends."""

import time
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    """Block before the server may answer anybody."""
    time.sleep(1_000_000)
    yield


app = FastAPI(lifespan=lifespan)
