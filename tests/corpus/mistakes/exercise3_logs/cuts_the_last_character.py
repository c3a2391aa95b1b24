# Each line ends with a newline that can be cut off and put back, the last one too.
# must: exercise3.body
# may: exercise3.line-per-chunk
# Seen in: vippsas/zeroeventhub pull request #40 fix ndjson parsing in Python client (line ends
# taken off and put back)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        for line in log:
            yield line[:-1] + "\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
