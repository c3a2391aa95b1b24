# Large blocks, 32 MB at a time, cut into lines: much memory, but never more.

import io

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream(size=32 << 20):
    rest = b""
    with open("server.log", "rb") as log:
        while block := log.read(size):
            lines = io.BytesIO(rest + block)
            rest = b""
            for line in lines:
                if line.endswith(b"\n"):
                    yield line
                else:
                    rest = line
    if rest:
        yield rest


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
