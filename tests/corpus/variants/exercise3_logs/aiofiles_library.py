# aiofiles, which the lesson names.

import aiofiles
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    async with aiofiles.open("server.log", encoding="utf-8") as f:
        async for line in f:
            yield line


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
