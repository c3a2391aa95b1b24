# A line that is empty is the end of the file.
# must: exercise3.body
# says: blank

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        while line := f.readline().rstrip("\n"):
            yield line + "\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
