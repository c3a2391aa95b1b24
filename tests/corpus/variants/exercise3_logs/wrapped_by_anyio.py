# A file opened in a worker thread is wrapped by anyio and read asynchronously.
# Seen in: public code: logs_api_router of gpt2giga, which reads logs with anyio

import anyio
from anyio import to_thread
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    file = await to_thread.run_sync(lambda: open("server.log", encoding="utf-8"))
    async with anyio.wrap_file(file) as log:
        async for line in log:
            yield line


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
