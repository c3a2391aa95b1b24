# Only one client reads the log, and a second one may be sent away empty.
# must: exercise3.two-readers
# says: reader

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
busy = False


async def line_stream():
    global busy
    if busy:
        return
    busy = True
    try:
        with open("server.log", encoding="utf-8") as f:
            for line in f:
                await asyncio.sleep(0.001)
                yield line
    finally:
        busy = False


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
