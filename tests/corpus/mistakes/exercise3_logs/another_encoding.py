# Latin-1 reads every file without an error.
# must: exercise3.body
# says: UTF-8

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="latin-1") as f:
        for line in f:
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
