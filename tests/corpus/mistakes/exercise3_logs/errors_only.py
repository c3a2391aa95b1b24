# Only lines with ERROR, WARNING or INFO in them are worth sending.
# must: exercise3.body
# may: exercise3.line-per-chunk, exercise3.fresh, exercise3.two-readers, exercise3.memory,
# exercise3.stalled-client, exercise3.handles
# Seen in: TongWu/JAVDB_AutoSpider pull request #150 (log search by keyword)

import re

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
LEVEL = re.compile(r"\b(ERROR|WARNING|INFO)\b")


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        for line in log:
            if LEVEL.search(line):
                yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
