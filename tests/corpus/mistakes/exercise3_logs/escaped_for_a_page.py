# A log viewer shows the log in a page, so each line is escaped and gets a break.
# must: exercise3.body
# may: exercise3.line-per-chunk, exercise3.fresh, exercise3.two-readers, exercise3.memory,
# exercise3.stalled-client
# Seen in: Shakhemir/logviewer main.py

from html import escape

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        for line in log:
            yield escape(line.rstrip("\n")) + "<br>\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
