# A line from a file has no line end.
# must: exercise3.body
# says: second line end

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            yield f"{line}\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
