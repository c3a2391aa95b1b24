# A pause of half a second after each line, for show.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    with open("server.log", encoding="utf-8") as log:
        for line in log:
            yield line
            await asyncio.sleep(0.5)


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
