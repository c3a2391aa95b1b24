# An app that ends its process while it starts up, with success.
# kind: I
# got: exited with status 0
# most: 0

import os
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    """End."""
    os._exit(0)
    yield


app = FastAPI(lifespan=lifespan)
