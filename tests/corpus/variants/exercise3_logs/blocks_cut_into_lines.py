# Reads blocks and cuts them into lines.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream(size=65536):
    rest = []
    with open("server.log", "rb") as f:
        while block := f.read(size):
            *lines, last = block.split(b"\n")
            for line in lines:
                yield b"".join(rest) + line + b"\n"
                rest = []
            rest.append(last)
    if any(rest):
        yield b"".join(rest)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
