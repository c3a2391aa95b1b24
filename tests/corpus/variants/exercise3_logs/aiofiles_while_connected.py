# aiofiles and readline, until the file or the client has gone.
# Seen in: isahil/doctor-octopus server/src/util/logger.py

import aiofiles
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream(request: Request):
    async with aiofiles.open("server.log", "r", encoding="utf-8") as log:
        while line := await log.readline():
            if await request.is_disconnected():
                break
            yield line


@app.get("/logs")
async def logs(request: Request):
    return StreamingResponse(line_stream(request), media_type="text/plain")
