# A buffered reader that is peeked into, and read up to the line end.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", "rb") as log:
        parts = []
        while seen := log.peek():
            end = seen.find(b"\n") + 1
            parts.append(log.read(end or len(seen)))
            if end:
                yield b"".join(parts)
                parts.clear()
        if parts:
            yield b"".join(parts)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
