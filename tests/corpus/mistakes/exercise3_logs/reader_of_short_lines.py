# The reader of a process's output takes lines of any length.
# must: exercise3.fresh
# may: exercise3.memory, exercise3.stalled-client
# says: limit

import asyncio
from asyncio.subprocess import PIPE

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    process = await asyncio.create_subprocess_exec("cat", "server.log", stdout=PIPE)
    async for line in process.stdout:
        yield line
    await process.wait()


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
