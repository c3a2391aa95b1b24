# A pause before each line, so that a page can be read while it fills.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            await asyncio.sleep(0.01)
            yield line


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
