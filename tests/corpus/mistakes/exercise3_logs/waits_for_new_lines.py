# Begins at the end of the log and waits for new lines, as tail -f does: nothing is ever sent.
# must: exercise3.answers
# says: gets stuck

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def new_lines():
    with open("server.log") as log:
        log.seek(0, 2)
        while True:
            if line := log.readline():
                yield line
            else:
                time.sleep(0.1)


@app.get("/logs")
def logs():
    return StreamingResponse(new_lines(), media_type="text/plain")
