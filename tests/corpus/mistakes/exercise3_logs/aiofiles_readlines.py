# What is awaited does not need memory.
# must: exercise3.memory, exercise3.stalled-client
# says: memory

import aiofiles
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    async with aiofiles.open("server.log", encoding="utf-8") as f:
        for line in await f.readlines():
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
