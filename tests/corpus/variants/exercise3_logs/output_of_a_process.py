# Another Python reads the file, and takes its time to begin.

import asyncio
import sys

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
READ = "import shutil, sys; shutil.copyfileobj(open('server.log', 'rb'), sys.stdout.buffer)"


async def line_stream():
    reader = await asyncio.create_subprocess_exec(
        sys.executable, "-c", READ, stdout=asyncio.subprocess.PIPE, limit=1 << 24
    )
    while line := await reader.stdout.readline():
        yield line
    await reader.wait()


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
