# fileinput reads the log, as scripts do, in a with block.
# Seen in: python documentation on fileinput and hook_encoded

import fileinput

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with fileinput.FileInput("server.log", openhook=fileinput.hook_encoded("utf-8")) as lines:
        for line in lines:
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
