# An async iterator that reads each line in a thread.

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


class Lines:
    def __init__(self, path: str) -> None:
        self.file = open(path, encoding="utf-8", errors="replace")

    def __aiter__(self):
        return self

    async def __anext__(self) -> str:
        line = await asyncio.to_thread(self.file.readline)
        if not line:
            self.file.close()
            raise StopAsyncIteration
        return line


@app.get("/logs")
async def logs():
    return StreamingResponse(Lines("server.log"), media_type="text/plain")
