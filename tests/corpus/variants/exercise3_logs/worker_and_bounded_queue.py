# A worker thread reads ahead, held up by a queue of four lines when the client is slow.

import asyncio
import queue

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    lines: queue.Queue[str | None] = queue.Queue(4)

    def read() -> None:
        with open("server.log", encoding="utf-8") as log:
            for line in log:
                lines.put(line)
        lines.put(None)

    reader = asyncio.create_task(asyncio.to_thread(read))
    while (line := await asyncio.to_thread(lines.get)) is not None:
        yield line
    await reader


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
