# cat reads the file, in a process of its own; its output is cut into lines.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    cat = await asyncio.create_subprocess_exec(
        "cat", "server.log", stdout=asyncio.subprocess.PIPE, limit=1 << 24
    )
    while line := await cat.stdout.readline():
        yield line
    await cat.wait()


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
