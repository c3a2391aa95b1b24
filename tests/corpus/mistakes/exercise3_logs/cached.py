# A cache makes the second request faster.
# must: exercise3.fresh
# may: exercise3.memory, exercise3.stalled-client
# says: read once

from functools import lru_cache

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@lru_cache
def lines():
    with open("server.log", encoding="utf-8") as f:
        return tuple(f)


@app.get("/logs")
def logs():
    return StreamingResponse(iter(lines()), media_type="text/plain")
