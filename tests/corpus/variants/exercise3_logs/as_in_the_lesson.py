# with open, a loop over the file and a yield, as the lesson's hint has it, and no encoding named.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log") as log:
        for entry in log:
            yield entry


@app.get("/logs")
def read_log():
    return StreamingResponse(line_stream(), media_type="text/plain")
