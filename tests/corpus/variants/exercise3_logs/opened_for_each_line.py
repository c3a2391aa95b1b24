# The file is opened for each line and read from where the last one ended.
# Seen in: microsoft/CodeGenerationPoisoning examples, robinleruth/sc2_speaker stream_logs.py (seek
# and tell)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    position = 0
    while True:
        with open("server.log", "rb") as log:
            log.seek(position)
            line = log.readline()
            position = log.tell()
        if not line:
            return
        yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
