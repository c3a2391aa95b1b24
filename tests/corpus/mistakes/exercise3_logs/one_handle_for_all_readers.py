# A global handle that is rewound for each request is enough.
# must: exercise3.two-readers
# says: position

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
log = None


async def line_stream():
    global log
    if log is None:
        log = open("server.log", encoding="utf-8")
    log.seek(0)
    while line := log.readline():
        yield line
        await asyncio.sleep(0.001)  # be nice to others


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
