# A router under /logs takes the name of the file from settings that are a dependency.
# Seen in: public code: APIRouter(prefix="/logs", tags=["logs"]) endpoints

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Settings(BaseModel):
    log: Path = Path("server.log")


@lru_cache
def settings() -> Settings:
    return Settings()


router = APIRouter(prefix="/logs", tags=["logs"])


def line_stream(path: Path = Path("server.log")):
    with path.open("rb") as log:
        for line in log:
            yield line


@router.get("")
def logs(settings: Annotated[Settings, Depends(settings)]):
    return StreamingResponse(line_stream(settings.log), media_type="text/plain")


app = FastAPI()
app.include_router(router)
