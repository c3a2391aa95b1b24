# Every line has a line end, the last one too.
# must: exercise3.body
# says: last line

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            yield line.rstrip("\n") + "\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
