# A generator makes read() lazy.
# must: exercise3.line-per-chunk, exercise3.memory, exercise3.stalled-client
# says: one piece

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        yield f.read()


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
