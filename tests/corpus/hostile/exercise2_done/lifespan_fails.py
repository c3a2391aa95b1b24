# A start-up that raises.
# got: RuntimeError: the model is not downloaded, exercise2_done.py:9

from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    """Fail."""
    raise RuntimeError("the model is not downloaded")
    yield


app = FastAPI(lifespan=lifespan)
