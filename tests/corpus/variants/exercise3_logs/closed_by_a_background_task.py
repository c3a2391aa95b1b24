# The open file is the body, and a background task closes it when it has been sent.
# Seen in: fastapi/fastapi issue #58 Streaming Large Files

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

app = FastAPI()


def line_stream():
    return open("server.log", "rb")


@app.get("/logs")
def logs():
    log = line_stream()
    return StreamingResponse(log, media_type="text/plain", background=BackgroundTask(log.close))
