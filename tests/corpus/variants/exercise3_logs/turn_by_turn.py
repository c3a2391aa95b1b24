# A second reader waits until the first is served; each has the whole log then.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
turn = asyncio.Lock()


async def line_stream():
    async with turn:
        with open("server.log", "rb") as log:
            for line in log:
                yield line


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
