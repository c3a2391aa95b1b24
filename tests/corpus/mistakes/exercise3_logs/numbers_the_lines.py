# Line numbers are a help.
# must: exercise3.body
# says: line

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for number, line in enumerate(f, start=1):
            yield f"{number}: {line}"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
