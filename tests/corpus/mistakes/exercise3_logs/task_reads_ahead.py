# A task that reads ahead keeps the server responsive.
# must: exercise3.memory, exercise3.stalled-client
# says: memory

import asyncio

import aiofiles

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    lines = asyncio.Queue()

    async def read():
        async with aiofiles.open("server.log", "rb") as log:
            async for line in log:
                lines.put_nowait(line)
        lines.put_nowait(None)

    task = asyncio.create_task(read())
    while (line := await lines.get()) is not None:
        yield line
    await task


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
