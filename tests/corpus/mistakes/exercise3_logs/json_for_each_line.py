# Each line is an object of JSON, for the sake of those who parse it.
# must: exercise3.body
# may: exercise3.line-per-chunk, exercise3.fresh, exercise3.two-readers, exercise3.memory,
# exercise3.stalled-client
# Seen in: apache/airflow pull request #49470 Resolve OOM When Reading Large Logs in Webserver

import json

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        for number, line in enumerate(log, 1):
            yield json.dumps({"number": number, "line": line}) + "\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
