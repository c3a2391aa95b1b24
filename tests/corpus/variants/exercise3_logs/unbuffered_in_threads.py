# A file without a buffer, each line read in a thread.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    log = open("server.log", "rb", buffering=0)
    try:
        while line := await asyncio.to_thread(log.readline):
            yield line
    finally:
        log.close()


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
