# anyio.open_file, in bytes.

import anyio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    async with await anyio.open_file("server.log", "rb") as f:
        async for line in f:
            yield line


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
