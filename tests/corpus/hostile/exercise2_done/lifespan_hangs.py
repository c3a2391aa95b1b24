# A start-up that waits for ever.
# got: start-up, never finishes

import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    """Wait for what never comes."""
    await asyncio.Event().wait()
    yield


app = FastAPI(lifespan=lifespan)
