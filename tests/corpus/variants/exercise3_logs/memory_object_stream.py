# A task reads ahead with anyio.Path, but only as far as a memory object stream allows.

import anyio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


async def line_stream():
    sending, receiving = anyio.create_memory_object_stream(2)

    async def read() -> None:
        async with sending, await anyio.Path("server.log").open(encoding="utf-8") as log:
            async for line in log:
                await sending.send(line)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(read)
        async with receiving:
            async for line in receiving:
                yield line


@app.get("/logs")
async def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
