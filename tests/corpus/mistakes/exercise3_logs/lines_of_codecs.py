# codecs.open reads lines like open does; for it a line also ends at a form feed or U+2028.
# must: exercise3.line-per-chunk
# may: exercise3.body, exercise3.memory, exercise3.stalled-client
# Seen in: rsennrich/subword-nmt pull request #92 solve unicode errors when reading the bpe codes
# file

import codecs

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with codecs.open("server.log", encoding="utf-8") as log:
        for line in log:
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
