# list() of a file is a harmless copy.
# must: exercise3.memory, exercise3.stalled-client
# says: memory

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    return list(open("server.log", encoding="utf-8"))


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
