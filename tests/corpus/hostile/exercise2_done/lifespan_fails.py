"""A start-up that raises."""

from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    """Fail."""
    raise RuntimeError("the model is not downloaded")
    yield


app = FastAPI(lifespan=lifespan)
